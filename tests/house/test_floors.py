# SPDX-License-Identifier: EUPL-1.2
"""What the import contract cannot see: a foreign key by string is no import, and must point down all the same."""

import pytest
from django.apps import apps

from tests.house import tree

OURS = [model for model in apps.get_models() if model.__module__.startswith("samsyn.")]


def relations() -> list[tuple[str, str, str]]:
    """Return each relation between our own tables: where it stands, its name, and where it points."""
    found = []
    for model in OURS:
        for field in model._meta.get_fields():
            target = field.related_model
            if (
                field.auto_created
                or not isinstance(target, type)
                or not target.__module__.startswith("samsyn.")
            ):
                continue
            found.append((model.__module__, f"{model.__name__}.{field.name}", target.__module__))
    return found


@pytest.mark.parametrize(("here", "name", "there"), relations(), ids=[name for _, name, _ in relations()])
def test_a_table_points_only_at_tables_on_its_own_floor_or_below(here: str, name: str, there: str) -> None:
    assert tree.stands_below(there, here), f"{name} in {here} points up or sideways at {there}"


def test_every_app_is_named_for_the_place_it_stands_in() -> None:
    ours = [config for config in apps.get_app_configs() if config.name.startswith("samsyn.")]
    assert ours
    assert [c.name for c in ours if c.label != c.name.rsplit(".", 1)[-1]] == []
