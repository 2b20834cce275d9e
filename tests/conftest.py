# SPDX-License-Identifier: EUPL-1.2
"""What every test may ask for: which database it runs on, and a browser that stays at home."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest
from django.conf import settings

# Playwright's synchronous interface runs inside an event loop, which Django otherwise takes for a mistake.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# The same examples in every ordinary run, so that a red one is the change's doing; `make proof` looks further.
hypothesis.settings.register_profile(
    "ordinary", max_examples=50, deadline=None, derandomize=True, database=None
)
hypothesis.settings.register_profile("full", max_examples=3_000, deadline=None, database=None)
hypothesis.settings.load_profile("full" if os.environ.get("SAMSYN_TEST_PROOF") == "full" else "ordinary")

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server", "client", "admin_client"}


def on_postgres() -> bool:
    """Tell whether this run stands on PostgreSQL."""
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


def uses_database(item: pytest.Item) -> bool:
    """Tell whether a test reads or writes the database."""
    if item.get_closest_marker("django_db"):
        return True
    return bool(DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())))


def pytest_report_header(config: pytest.Config) -> str:
    """Name the database on the first lines, since a suite runs once on each."""
    return f"database: {'PostgreSQL' if on_postgres() else 'SQLite'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL keep what the database can change; on SQLite say why the rest is skipped."""
    from tests import browser

    if on_postgres():
        left_out = [item for item in items if not uses_database(item) or item.get_closest_marker("browser")]
        if left_out:
            kept = set(map(id, items)) - set(map(id, left_out))
            config.hook.pytest_deselected(items=left_out)
            items[:] = [item for item in items if id(item) in kept]
        return
    lacking = browser.missing()
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skipif(True, reason="says something of PostgreSQL only"))
        if lacking and item.get_closest_marker("browser") and not browser.required():
            item.add_marker(pytest.mark.skipif(True, reason=lacking))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One headless Chromium for the session."""
    from playwright.sync_api import sync_playwright

    from tests import browser

    lacking = browser.missing()
    if lacking:
        pytest.fail(lacking)
    with sync_playwright() as playwright:
        running = browser.launch(playwright)
        yield running
        running.close()


@pytest.fixture
def visitor(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Call it for a page of a new visitor: `visitor()`, `visitor(viewport=PHONE)`, `visitor(java_script_enabled=False)`.

    Each visitor has cookies of its own. At the end every one of them must have stayed on this machine, kept the
    content security policy and run without script errors.
    """
    from contextlib import ExitStack

    from tests import browser

    with ExitStack() as visits:

        def arrive(**options: Any) -> Any:
            return visits.enter_context(browser.watched_context(chromium, **options)).new_page()

        yield arrive


@pytest.fixture
def page(visitor: Callable[..., Any]) -> Any:
    """One visitor's page, on a desktop."""
    return visitor()


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Each test begins with a memory of no pages: towns of earlier tests may have had the same numbers."""
    from samsyn.kit.kept import MEMORY

    MEMORY.clear()
