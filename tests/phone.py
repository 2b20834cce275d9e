# SPDX-License-Identifier: EUPL-1.2
"""A phone: a browser in a process of its own with its memory on disk, whose tab and whole self can be killed."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Playwright

from tests import browser


class Phone:
    """`page` is its tab. A death is SIGKILL to the processes, as when a battery ends; no one is told before."""

    def __init__(self, playwright: Playwright, folder: Path) -> None:
        self.playwright, self.folder = playwright, folder
        self.tabs_killed = self.kills = 0
        self._start()
        atexit.register(self._die)  # however the test ends

    def _start(self) -> None:
        said = self.folder / "DevToolsActivePort"
        said.unlink(missing_ok=True)
        options = [*browser.FLAGS, "--headless=new", "--remote-debugging-port=0", "--window-size=390,844"]
        self.process = subprocess.Popen(
            [str(browser.chromium()), *options, f"--user-data-dir={self.folder}", "about:blank"],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            if said.exists() and "\n" in (told := said.read_text()):
                break
            time.sleep(0.05)
        else:
            raise AssertionError("the browser did not come up")
        self.running = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{told.split()[0]}")
        self.context = self.running.contexts[0]
        self.context.set_default_timeout(20_000)
        self.system = self.running.new_browser_cdp_session()
        self.page: Any = self.context.pages[0] if self.context.pages else self.context.new_page()

    def kill_tab(self) -> None:
        """The tab dies, and the service worker that lives in its process; another tab is opened."""
        with contextlib.suppress(Error):
            self.page.goto("chrome://crash", timeout=5_000)  # ends the process the tab is in, where it stands
        with contextlib.suppress(Error):
            self.page.close()
        self.page = self.context.new_page()
        self.tabs_killed += 1

    def kill(self) -> None:
        """The whole browser dies and is opened again."""
        self.end()
        self.kills += 1
        self._start()

    def end(self) -> None:
        """The whole browser dies."""
        self._die()
        with contextlib.suppress(Error):
            self.running.close()

    def _die(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
