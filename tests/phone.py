# SPDX-License-Identifier: EUPL-1.2
"""A phone that reports: a browser and what drives it in a process group of its own, its memory on disk, killed as one.

`Phone` is the hand that holds it: it asks, waits no longer than it said, and can end everything with SIGKILL at any moment,
so a browser whose driver never answers costs a restart and nothing else. Run as a program this file is what it drives.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, sync_playwright

from tests import browser

FILL = """
async ([number, colour]) => {
  const form = document.querySelector("[data-report]");
  const field = (name) => form.elements.namedItem(name);
  field("text").value = `Klottret i tunneln, nummer ${number}`;
  form.querySelector("[data-key=vandalism]").checked = true;
  field("place_text").value = "Lötängsskolan";
  if (colour) {
    const drawn = document.createElement("canvas");
    [drawn.width, drawn.height] = [320, 240];
    const brush = drawn.getContext("2d");
    brush.fillStyle = `rgb(${colour})`;
    brush.fillRect(0, 0, 320, 240);
    const blob = await new Promise((resolve) => drawn.toBlob(resolve, "image/jpeg", 0.95));
    const files = new DataTransfer();
    files.items.add(new File([blob], "bild.jpg", { type: "image/jpeg" }));
    field("photo").files = files.files;
  }
  return field("client_id").value;
}
"""
PRESS = "setTimeout(() => document.querySelector('[data-report] .actions button[type=submit]').click(), 0)"
WHOLE = "document.querySelector('[data-report] .actions button[type=submit], [data-waiting]') && 'samsynQueue' in window"
KEPT = "caches.open('samsyn-reports-1').then((kept) => kept.keys()).then((found) => found.length > 6)"
ROWS = "samsynQueue.rows().then((rows) => rows.map(({ id, state }) => [id, state]))"


class Dead(Exception):
    """The phone died, or did not answer in time and was killed."""


class Phone:
    """One phone with the memory in `folder`. A death is SIGKILL, as when a battery ends; no one is told before."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.address = folder, address
        self.diary = folder.with_suffix(".log")
        self.tabs_killed = self.kills = self.hung = 0
        self._start()
        atexit.register(self.end)  # however the test ends

    def ask(self, what: str, *told: Any, within: float = 20) -> Any:
        """Have it do something and wait for the answer at most `within` seconds; then it is killed and started again.

        Raises `Dead` when there was no answer: what was asked may have been done, or not.
        """
        self.begin(what, *told)
        try:
            said, answer = self.heard.get(timeout=within)
        except queue.Empty:
            self.hung += 1
            self.kill()
            raise Dead(what)
        if said == "done":
            return answer
        if said == "ended":
            self.hung += 1
            self.kill()
        raise Dead(f"{what}: {answer}")

    def begin(self, what: str, *told: Any) -> None:
        """Have it begin something, and do not wait."""
        assert self.process.stdin
        with contextlib.suppress(OSError):
            self.process.stdin.write(json.dumps([what, *told]) + "\n")
            self.process.stdin.flush()

    def kill(self) -> None:
        """The whole browser dies with its driver, and is opened again on the same memory."""
        self.end()
        self.kills += 1
        self._start()

    def end(self) -> None:
        """The whole browser dies."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def _start(self) -> None:
        for _ in range(5):
            with self.diary.open("a") as diary:
                self.process = subprocess.Popen(
                    [sys.executable, "-m", "tests.phone", str(self.folder), self.address],
                    cwd=Path(__file__).parent.parent,
                    start_new_session=True,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=diary,
                    text=True,
                )
            self.heard: queue.Queue[tuple[str, Any]] = queue.Queue()
            threading.Thread(target=_listen, args=(self.process.stdout, self.heard), daemon=True).start()
            with contextlib.suppress(queue.Empty):
                if self.heard.get(timeout=60)[0] == "done":
                    return
            self.end()
        raise AssertionError("the browser did not come up")


def _listen(out: Any, heard: queue.Queue[tuple[str, Any]]) -> None:
    for line in out:
        heard.put(tuple(json.loads(line)))
    heard.put(("ended", "no more words"))


class Held:
    """What the phone does when it is asked; lives in the process that may be killed."""

    def __init__(self, folder: Path, address: str, playwright: Any) -> None:
        self.address = address
        said = folder / "DevToolsActivePort"
        said.unlink(missing_ok=True)
        options = [*browser.FLAGS, "--headless=new", "--remote-debugging-port=0", "--window-size=390,844"]
        subprocess.Popen(  # in the group of this process, so that it dies with it
            [str(browser.chromium()), *options, f"--user-data-dir={folder}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while not (said.exists() and "\n" in (told := said.read_text())):
            time.sleep(0.05)
        running = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{told.split()[0]}")
        self.context = running.contexts[0]
        self.context.set_default_timeout(20_000)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()

    def opened(self, path: str) -> None:
        """Open a page, trying again as a person does, until it is whole."""
        for _ in range(200):
            try:
                # After a cut a browser may wait for its own cache, up to 20 s; a person does not.
                self.page.goto(f"{self.address}{path}", wait_until="load", timeout=5_000)
                self.page.wait_for_function(WHOLE, timeout=4_000)
                return
            except Error as reason:
                print(f"{time.monotonic():.1f} {path}: {str(reason)[:200]}", file=sys.stderr, flush=True)
                time.sleep(0.1)
        raise AssertionError("the page never came")

    def visit(self) -> None:
        """The first visit: the page and its files lie on the device when this returns."""
        self.opened("/almstad/rapportera/")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        self.page.wait_for_function(KEPT)

    def fill(self, number: int, colour: list[int] | None, offline: bool) -> str:
        """Fill in a report, perhaps without network; the id of its sending."""
        self.context.set_offline(offline)
        self.opened("/almstad/rapportera/")
        return str(self.page.evaluate(FILL, [number, colour]))

    def send(self) -> str:
        """Press the button; where one comes: the receipt, or the page of what waits."""
        self.page.evaluate(PRESS)
        self.page.wait_for_selector(".receipt__code, [data-waiting]", timeout=8_000)
        return str(self.page.url)

    def press(self) -> None:
        """Press the button and look no further."""
        self.page.evaluate(PRESS)

    def crash(self, after: float) -> None:
        """Press the button; then the tab dies with the service worker in its process, and another one is opened."""
        self.page.evaluate(PRESS)
        time.sleep(after)
        with contextlib.suppress(Error):
            self.page.goto("chrome://crash", timeout=5_000)  # ends the process the tab is in, where it stands
        with contextlib.suppress(Error):
            self.page.close()
        self.page = self.context.new_page()

    def waiting(self) -> dict[str, str]:
        """With the network back: what lies on the device, id and state."""
        self.context.set_offline(False)
        self.opened("/almstad/rapportera/vantar/")
        return dict(self.page.evaluate(ROWS))


def serve(folder: Path, address: str) -> None:
    """Do what is asked, a line each, and say how it went."""

    def say(*told: Any) -> None:
        print(json.dumps(told), flush=True)

    with sync_playwright() as playwright:
        held = Held(folder, address, playwright)
        say("done", None)
        for line in sys.stdin:
            what, *told = json.loads(line)
            print(f"{time.monotonic():.1f} {what} {told}", file=sys.stderr, flush=True)
            try:
                say("done", getattr(held, what)(*told))
            except (Error, AssertionError) as reason:
                say("failed", str(reason)[:300])
    os.killpg(0, signal.SIGKILL)  # nobody holds it any more


if __name__ == "__main__":
    serve(Path(sys.argv[1]), sys.argv[2])
