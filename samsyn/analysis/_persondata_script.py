# SPDX-License-Identifier: EUPL-1.2
"""How does a browser ask the same of a text? The rules of `persondata` as data that a page's script reads."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from phonenumbers import PhoneMetadata

from samsyn.analysis import persondata as rules
from samsyn.analysis._given_names import ALSO_WORDS, GIVEN_NAMES

# What Python calls a word sign, in the words of a browser's expressions; there \b and \w know only A to Z.
_SIGN = r"\p{L}\p{N}_"
_EDGE = rf"(?:(?<=[{_SIGN}])(?![{_SIGN}])|(?<![{_SIGN}])(?=[{_SIGN}]))"
_LETTER = r"[^\W\d_]"
_PHONE_KINDS = (
    *("fixed_line", "mobile", "pager", "toll_free", "premium_rate", "shared_cost", "personal_number"),
    *("voip", "uan", "voicemail"),
)


@cache
def script_rules() -> dict[str, Any]:
    """Patterns, word lists and the plan of phone numbers, as `guard.js` wants them.

    A pattern is a pair: its source, and its flags. Made from the rules themselves, so that browser and server
    agree; a test asks both of every labelled text.
    """
    expressions = {
        name: [translated(found.pattern), "giu" if found.flags & re.IGNORECASE else "gu"]
        for name, found in {
            "number": rules._NUMBER,
            "phone": rules._PHONE,
            "plate": rules._PLATE,
            "plateCue": rules._PLATE_CUE,
            "vehicleCue": rules._VEHICLE_CUE,
            "email": rules._EMAIL,
            "account": rules._ACCOUNT,
            "placeEnd": rules._PLACE_END,
            "full": rules._FULL,
            "lone": rules._LONE,
            "typical": rules._TYPICAL,
            "patronym": rules._PATRONYM,
            "cued": rules._CUED,
            "flat": rules._FLAT,
            "lives": rules._LIVES,
            "posted": rules._POSTED,
            "described": rules._DESCRIBED,
            "group": rules._GROUP,
        }.items()
    }
    lists = {
        "given": GIVEN_NAMES,
        "alsoWords": ALSO_WORDS,
        "notPlates": rules._NOT_PLATES,
        "notSurnames": rules._NOT_SURNAMES,
        "notCued": rules._NOT_CUED,
        "homeCues": rules._HOME_CUES,
    }
    return {
        "patterns": expressions,
        "lists": {name: " ".join(sorted(words)) for name, words in lists.items()},
        "phone": _phone_plan(),
    }


def translated(pattern: str) -> str:
    """A pattern of ours in the words of a browser's expressions, with the flag `u`.

    >>> translated(r"(?P<who>[^\\W\\d_]+)(?i:ab)")
    '(?<who>\\\\p{L}+)(?:[aA][bB])'
    """
    found = pattern.replace("(?P<", "(?<").replace(_LETTER, r"\p{L}")
    found = re.sub(r"\(\?i:([^()]*)\)", lambda match: f"(?:{_either_case(match[1])})", found)
    pieces: list[str] = []
    inside, at = False, 0
    while at < len(found):
        sign = found[at]
        if sign == "\\":
            pair = found[at : at + 2]
            pieces.append(_escape(pair, inside))
            at += 2
            continue
        if sign == "[" and not inside:
            inside = True
        elif sign == "]" and inside:
            inside = False
        pieces.append(sign)
        at += 1
    return "".join(pieces)


def _escape(pair: str, inside: bool) -> str:
    if pair == r"\b":
        return _EDGE
    if pair == r"\w":
        return _SIGN if inside else f"[{_SIGN}]"
    if pair == r"\W":
        if inside:
            raise ValueError("a browser's class cannot hold what is no word sign")
        return f"[^{_SIGN}]"
    if pair == r"\d":
        return r"\p{Nd}"
    return pair


def _either_case(words: str) -> str:
    return "".join(f"[{s.lower()}{s.upper()}]" if s.lower() != s.upper() else s for s in words)


def _phone_plan() -> dict[str, str]:
    """The Swedish plan of numbers: what is a number at all, what kinds there are, and which of them are mobile."""
    plan = PhoneMetadata.metadata_for_region("SE")
    if plan is None or plan.general_desc is None:
        raise ValueError("the Swedish plan of phone numbers is missing")
    kinds = {
        kind: found.national_number_pattern
        for kind in _PHONE_KINDS
        if (found := getattr(plan, kind)) is not None and found.national_number_pattern
    }
    return {
        "any": str(plan.general_desc.national_number_pattern),
        "known": "|".join(kinds.values()),
        "mobile": "|".join(kinds[kind] for kind in ("mobile", "pager")),
    }
