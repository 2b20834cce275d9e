# SPDX-License-Identifier: EUPL-1.2
"""Addresses of agreements and promises. The residents' pages belong to publications."""

from django.urls import path

from samsyn.cycle.promises.views import agreements, holding, pages, signing, targets

public = [
    path("lank/underskrift/<str:token>/", signing.by_link, name="promises-link"),
    path("lank/overenskommelse/<str:token>/", agreements.by_link, name="promises-agreement-link"),
]

work = [
    path("loften/", pages.promise_list, name="promises-work"),
    path("loften/nytt/", pages.new, name="promises-new"),
    path("loften/overenskommelse/ny/", agreements.agreement_new, name="promises-agreement-new"),
    path("loften/overenskommelse/<uuid:uuid>/", agreements.agreement, name="promises-agreement"),
    path(
        "loften/overenskommelse/<uuid:uuid>/foresla/", agreements.propose, name="promises-agreement-propose"
    ),
    path(
        "loften/overenskommelse/<uuid:uuid>/ta-tillbaka/",
        agreements.take_back,
        name="promises-agreement-take-back",
    ),
    path(
        "loften/overenskommelse/<uuid:uuid>/ny-version/",
        agreements.new_version,
        name="promises-agreement-new-version",
    ),
    path("loften/overenskommelse/<uuid:uuid>/skriv-under/", agreements.sign, name="promises-agreement-sign"),
    path(
        "loften/overenskommelse/<uuid:uuid>/pa-papper/",
        agreements.sign_on_paper,
        name="promises-agreement-paper",
    ),
    path("loften/overenskommelse/<uuid:uuid>/lank/", agreements.invite, name="promises-agreement-invite"),
    path("loften/malbilder/", targets.target_list, name="promises-targets"),
    path("loften/malbilder/<uuid:uuid>/", targets.target, name="promises-target"),
    path(
        "loften/malbilder/<uuid:uuid>/<uuid:indicator>/varde/",
        targets.give_value,
        name="promises-target-value",
    ),
    path("loften/malbilder/<uuid:uuid>/avsluta/", targets.end, name="promises-target-end"),
    path("loften/<slug:slug>/", pages.one, name="promises-promise"),
    path("loften/<slug:slug>/del/", pages.add_indicator, name="promises-add-indicator"),
    path("loften/<slug:slug>/dela-upp/", pages.split, name="promises-split"),
    path(
        "loften/<slug:slug>/del/<uuid:uuid>/bort/", pages.remove_indicator, name="promises-remove-indicator"
    ),
    path("loften/<slug:slug>/del/<uuid:uuid>/andra/", holding.redefine, name="promises-redefine"),
    path("loften/<slug:slug>/del/<uuid:uuid>/lamna-over/", holding.hand_over, name="promises-hand-over"),
    path("loften/<slug:slug>/del/<uuid:uuid>/avbryt/", holding.cancel_indicator, name="promises-cancel"),
    path("loften/<slug:slug>/effekt/", holding.register_effect, name="promises-effect"),
    path("loften/<slug:slug>/avsluta/", holding.end, name="promises-end"),
    path("loften/<slug:slug>/historik/", holding.enter_history, name="promises-history"),
    path("loften/<slug:slug>/foresla/", signing.propose, name="promises-propose"),
    path("loften/<slug:slug>/ta-tillbaka/", signing.take_back, name="promises-take-back"),
    path("loften/<slug:slug>/skriv-under/", signing.sign, name="promises-sign"),
    path("loften/<slug:slug>/pa-papper/", signing.sign_on_paper, name="promises-paper"),
    path("loften/<slug:slug>/lank/", signing.invite, name="promises-invite"),
]
