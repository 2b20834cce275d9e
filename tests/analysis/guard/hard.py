# SPDX-License-Identifier: EUPL-1.2
"""Texts written to get past the guard, or that do so unmeant: counted and told, with no promise to keep."""

from __future__ import annotations

from tests.analysis.guard.drawing import Labelled

_TEXTS = [
    ("name", "anna svensson bor där"),
    ("name", "det är kevin som gör det"),
    ("name", "ANNA SVENSSON HAR KLOTTRAT"),
    ("name", "Tindra och Loke har klottrat"),
    ("name", "Han som jobbar på macken, Bertilsson"),
    ("name", "A.S. har klottrat"),
    ("name", "Rektor Wiklund gör inget"),
    ("phone", "noll sju noll ett sju fyra noll sex tolv"),
    ("phone", "0 7 0 1 7 4 0 6 1 2"),
    ("phone", "070.174.06.12"),
    ("phone", "O70-174 06 12"),
    ("personal_number", "811218-nittioåtta sjuttiosex"),
    ("personal_number", "född 1981-12-18, sista fyra 9876"),
    ("email", "anna (at) exempel.se"),
    ("email", "anna snabel-a exempel punkt se"),
    ("plate", "A B C 1 2 3"),
    ("plate", "abc123 kör fort"),
    ("home_address", "Rönnvägen fjorton, trean till höger"),
    ("home_address", "han på Rönnvägen 14"),
    ("single_person", "han på hörnet du vet"),
    ("single_person", "lärarens son"),
    ("sensitive_group", "såna där som inte kan svenska"),
    ("sensitive_group", "hon går på medicin"),
]


def texts() -> list[Labelled]:
    """All of them, with the whole text taken as what is planted."""
    return [Labelled(kind, text, 0, len(text)) for kind, text in _TEXTS]
