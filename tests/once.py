# SPDX-License-Identifier: EUPL-1.2
"""What a module's tests all begin with, built once: each test gets a copy and finds the database as it was built.

    whole, made = once.built(chain.made)

Both names must stand in the module, `whole` by that very name; the tests ask for the other. The database holds the whole
inside one transaction, which is taken back after the module's last test; what a test writes is taken back after the test.
Not for tests with a database that is truly committed to (`transactional_db`, `live_server`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction


class _TakeBack(Exception):
    """Ends the transaction without keeping anything of it."""


def built(build: Callable[[], Any]) -> tuple[Any, Any]:
    """The two fixtures: the whole for the module, and a copy for each test."""

    @pytest.fixture(scope="module")
    def whole(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        with django_db_blocker.unblock():
            try:
                with transaction.atomic():
                    yield build()
                    raise _TakeBack
            except _TakeBack:
                pass

    @pytest.fixture
    def each(whole: Any, db: None) -> Any:
        return deepcopy(whole)

    return whole, each
