# SPDX-License-Identifier: EUPL-1.2
"""The wheel holds the built front end: it installs and serves on a machine that has no Node."""

import os
import re
import shutil
import site
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import tree

pytestmark = pytest.mark.slow

SYSTEM_TOOLS = ("sh", "env", "uname", "ldconfig", "gcc")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from what stands in the tree; nothing is fetched and Node is not on the path."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    made = subprocess.run(build, cwd=tree.ROOT, capture_output=True, text=True, env=without_node(folder))
    assert made.returncode == 0, made.stderr
    (found,) = folder.glob("samsyn-*.whl")
    return found


def without_node(folder: Path) -> dict[str, str]:
    """Return an environment whose path holds a handful of system tools and nothing of Node."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    for name in SYSTEM_TOOLS:
        there = shutil.which(name)
        if there and not (tools / name).exists():
            (tools / name).symlink_to(there)
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SAMSYN_", "DJANGO_", "PYTHON"))
    }
    environment = {**kept, "PATH": str(tools)}
    assert shutil.which("node", path=environment["PATH"]) is None
    return environment


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it, beside the locked packages that are already here."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    python = folder / "venv" / "bin" / "python"
    packages = next((folder / "venv" / "lib").glob("python*")) / "site-packages"
    # `addsitedir` would follow the .pth that leads to the source tree; a plain path does not.
    (packages / "locked.pth").write_text("\n".join(p for p in site.getsitepackages() if "site-packages" in p))
    uv = Path(sys.executable).with_name("uv")
    install = [
        str(uv),
        "pip",
        "install",
        "--quiet",
        "--offline",
        "--no-deps",
        "--python",
        str(python),
        str(wheel),
    ]
    made = subprocess.run(install, capture_output=True, text=True, cwd=folder)
    assert made.returncode == 0, made.stderr
    asked = "import samsyn; print(samsyn.__file__)"
    where = subprocess.run(
        [python, "-c", asked], capture_output=True, text=True, cwd=folder, env=without_node(folder)
    )
    assert where.stdout.startswith(str(packages)), where.stdout + where.stderr
    return folder


@pytest.fixture(scope="module")
def serving(installed: Path) -> Iterator[str]:
    """The address of a server that runs from the installed wheel alone."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**without_node(installed), "SAMSYN_DATA_DIR": str(installed / "data")}
    samsyn = str(installed / "venv" / "bin" / "samsyn")
    made = subprocess.run([samsyn, "init"], cwd=installed, env=environment, capture_output=True, text=True)
    assert made.returncode == 0, made.stdout + made.stderr
    log = (installed / "log").open("wb")
    server = subprocess.Popen(
        [samsyn, "serve", "--port", str(port)], cwd=installed, env=environment, stdout=log, stderr=log
    )
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(f"{address}/halsa/", timeout=2).close()
                break
            except (urllib.error.URLError, OSError):
                said = (installed / "log").read_text(errors="replace")
                assert server.poll() is None and time.monotonic() < until, said
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(timeout=15)
        except subprocess.TimeoutExpired:
            server.kill()
        log.close()


def test_the_wheel_holds_the_front_end_and_none_of_the_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "samsyn/kit/static/dist/manifest.json" in names
    assert any(name.endswith(".css") for name in names)
    assert any(name.endswith("LICENSE") for name in names)
    assert [name for name in names if name.startswith(("tests/", "node_modules/", "var/"))] == []


def test_the_installed_product_answers_that_it_is_well(serving: str) -> None:
    with urllib.request.urlopen(f"{serving}/halsa/", timeout=10) as answer:
        assert answer.status == 200
        assert b'"ok"' in answer.read()


def test_the_front_page_comes_with_its_stylesheet(serving: str) -> None:
    with urllib.request.urlopen(f"{serving}/", timeout=10) as answer:
        assert answer.status == 200
        page = answer.read().decode()
    sheets = [tag for tag in re.findall(r"<link[^>]*>", page) if "stylesheet" in tag]
    assert sheets
    for tag in sheets:
        (address,) = re.findall(r'href="([^"]+)"', tag)
        with urllib.request.urlopen(f"{serving}{address}", timeout=10) as sheet:
            assert sheet.status == 200
            assert sheet.headers["Content-Type"].startswith("text/css")
            assert len(sheet.read()) > 100


def test_the_help_is_in_the_wheel_with_its_pictures(serving: str) -> None:
    with urllib.request.urlopen(f"{serving}/hjalp/samordnare/", timeout=10) as answer:
        page = answer.read().decode()
    pictures = re.findall(r'<img src="([^"]+)"', page)
    assert pictures
    for address in pictures:
        with urllib.request.urlopen(f"{serving}{address}", timeout=10) as picture:
            assert picture.headers["Content-Type"] == "image/webp"
