# SPDX-License-Identifier: EUPL-1.2
"""Nothing here is fetched from outside, names this machine, or slips past the content security policy."""

import re
from pathlib import Path

import pytest

from tests.house import tree

# Put together here so that this file does not itself name them.
REGISTRIES = [
    "pypi." + "org",
    "pythonhosted." + "org",
    "npmjs." + "com",
    "npmjs." + "org",
    "unpkg." + "com",
    "jsdelivr." + "net",
    "cdnjs." + "cloudflare",
    "fonts.google" + "apis",
    "crates." + "io",
    "proxy.golang." + "org",
    "files.python" + "hosted",
    "esm." + "sh",
]
TEXT = {
    ".py", ".html", ".css", ".js", ".mjs", ".ts", ".toml", ".md", ".yml", ".yaml", ".sh", ".json", ".lock", ".txt",
    ".cfg", ".ini", ".svg", ".xml", ".po", ".service", ".npmrc", ".conf", ".env", "",
}  # fmt: skip
TEMPLATES = [path for path in tree.files() if path.suffix in {".html", ".svg"} and "templates" in path.parts]

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style[\s>]", re.I),
    "an event attribute": re.compile(r"<[^>{]*\son[a-z]+\s*=\s*[\"']", re.I),
    "a script in the page": re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*application/(ld\+)?json)[^>]*>", re.I),
    "an address that is a script": re.compile(r"[\"']\s*javascript:", re.I),
    "htmx that needs eval": re.compile(r"hx-on[:-]|hx-vals\s*=\s*[\"']js:", re.I),
}


def lines_with(pattern: re.Pattern[str], path: Path) -> list[str]:
    """Return where in a file a pattern stands, as `file:line`."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return [
        f"{tree.named(path)}:{text.count(chr(10), 0, found.start()) + 1}" for found in pattern.finditer(text)
    ]


def written() -> list[Path]:
    """Return the text files of the repository."""
    return [path for path in tree.files() if path.suffix in TEXT]


def test_no_file_names_a_package_registry_or_a_content_network() -> None:
    pattern = re.compile("|".join(map(re.escape, REGISTRIES)), re.I)
    assert [where for path in written() for where in lines_with(pattern, path)] == []


def test_lock_files_hold_versions_and_digests_but_no_addresses() -> None:
    locks = [
        path for path in tree.files() if path.name in {"requirements.lock", "package-lock.json", ".npmrc"}
    ]
    assert locks
    pattern = re.compile(
        r"\"resolved\"|https?://(?!opencollective|github\.com/sponsors|www\.patreon|tidelift)", re.I
    )
    # A package may name the page where its authors ask for support; that is no place to fetch anything from.
    found = [where for path in locks for where in lines_with(pattern, path)]
    lines = {
        where: (tree.ROOT / where.split(":")[0]).read_text().splitlines()[int(where.split(":")[1]) - 1]
        for where in found
    }
    assert {
        where: line for where, line in lines.items() if '"url"' not in line and '"funding"' not in line
    } == {}


def test_no_file_names_a_folder_of_the_machine_it_was_written_on() -> None:
    pattern = re.compile(r"(?<![\w.])/(?:home|Users)/[a-z]\w*/|(?<![\w.])/(?:root|work)/", re.I)
    ordinary = {Path("/"), Path("/tmp"), Path("/srv"), Path("/opt"), Path("/var"), Path("/usr")}
    here = [str(folder) + "/" for folder in (tree.ROOT.parent, Path.home()) if folder not in ordinary]
    own = re.compile("|".join(map(re.escape, here)) or r"(?!)")
    mine = Path(__file__)
    found = [
        where for path in written() if path != mine for p in (pattern, own) for where in lines_with(p, path)
    ]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=tree.named)
def test_a_template_holds_no_style_and_no_script_of_its_own(path: Path) -> None:
    found = [f"{what} at {where}" for what, pattern in INLINE.items() for where in lines_with(pattern, path)]
    assert found == []


@pytest.mark.parametrize(
    "fault",
    [
        '<p style="color: red">',
        "<style>p {}</style>",
        '<button onclick="go()">',
        "<script>go()</script>",
        '<a href="javascript:go()">',
        '<div hx-on:click="go()">',
    ],
)
def test_the_search_for_inline_code_finds_each_kind(fault: str) -> None:
    assert any(pattern.search(fault) for pattern in INLINE.values())


def test_a_served_script_is_no_inline_script() -> None:
    fine = (
        '<script type="module" src="/static/x.js"></script><script type="application/json" id="d">{}</script>'
    )
    assert not any(pattern.search(fine) for pattern in INLINE.values())


def test_every_csv_is_written_by_the_one_rule() -> None:
    """What begins like a formula leaves as text: no other file writes CSV but one that only our own reader reads."""
    own = re.compile(r"csv\.(writer|DictWriter)\b|\.to_csv\(")
    found = {where.rsplit(":", 1)[0] for path in tree.python_files() for where in lines_with(own, path)}
    assert found == {"samsyn/kit/tables.py", "samsyn/desk/intake_views.py"}
