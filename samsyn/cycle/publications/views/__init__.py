# SPDX-License-Identifier: EUPL-1.2
"""Pages for residents, tables for those who reuse them, and the page where things are published."""

from samsyn.cycle.publications.views.calendar import calendar
from samsyn.cycle.publications.views.data import accessibility, open_data, table
from samsyn.cycle.publications.views.documents import (
    activity_plan_document,
    followup_document,
    leaflet,
    picture_document,
)
from samsyn.cycle.publications.views.feedback import feedback
from samsyn.cycle.publications.views.notices import (
    drop_notice,
    edit_notice,
    new_notice,
    notice,
    notices,
    send_notice,
)
from samsyn.cycle.publications.views.pages import (
    activity_plan,
    answers,
    followup,
    front,
    history,
    period,
    picture,
    privacy,
    promise,
    promise_list,
)
from samsyn.cycle.publications.views.sharing import (
    card,
    catalogue,
    district,
    district_feed,
    feed,
    promise_feed,
    robots,
    sitemap,
)
from samsyn.cycle.publications.views.social import followup_image, lasting_image, promise_image, share
from samsyn.cycle.publications.views.subscriptions import confirm, leave, subscribe
from samsyn.cycle.publications.views.work import (
    publish_followup,
    publish_other_work,
    publish_picture,
    publish_promise,
    work,
)

__all__ = [
    "drop_notice",
    "edit_notice",
    "new_notice",
    "notice",
    "notices",
    "send_notice",
    "activity_plan",
    "activity_plan_document",
    "calendar",
    "card",
    "sitemap",
    "robots",
    "promise_feed",
    "district_feed",
    "district",
    "catalogue",
    "accessibility",
    "answers",
    "confirm",
    "feed",
    "feedback",
    "followup_image",
    "lasting_image",
    "promise_image",
    "share",
    "followup",
    "followup_document",
    "front",
    "history",
    "period",
    "leaflet",
    "leave",
    "open_data",
    "picture",
    "picture_document",
    "privacy",
    "promise",
    "promise_list",
    "publish_followup",
    "publish_other_work",
    "publish_picture",
    "publish_promise",
    "subscribe",
    "table",
    "work",
]
