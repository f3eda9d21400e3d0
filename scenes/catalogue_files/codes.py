"""Codes of products: EANs, and the codes that names of pictures carry."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from pathlib import PurePosixPath

_EAN = re.compile(r"[0-9]{8}|[0-9]{12,13}")
_NUMBERED = re.compile(r"^(.+?)(?:_[0-9]{1,2}| ?\([0-9]{1,2}\))$")
"""``4006381333931_2`` and ``T-25 (2)``: one more picture of the same product."""


def is_ean(text: str) -> bool:
    """True for an EAN-13, EAN-8 or UPC-A whose check digit is right (GS1)."""
    if not _EAN.fullmatch(text):
        return False
    digits = [int(digit) for digit in reversed(text)]
    return (sum(digits[0::2]) + 3 * sum(digits[1::2])) % 10 == 0


def codes_of(name: str) -> tuple[str, ...]:
    """The codes that a picture's name may stand for, the likeliest first: its own name, that
    without a number behind, and its folder's name."""
    path = PurePosixPath(name)
    stem, folder = path.stem.strip(), path.parent.name.strip()
    numbered = _NUMBERED.match(stem)
    found = (stem, numbered.group(1).strip() if numbered else "", folder)
    return tuple(dict.fromkeys(code for code in found if code))


class NewCodes:
    """Which product a picture is of where no table says so and no product has its code."""

    def __init__(self, names: Iterable[str]) -> None:
        paths = [PurePosixPath(name) for name in names]
        self._stems = {path.stem.strip() for path in paths}
        self._has_folders = len({path.parent for path in paths}) > 1

    def of(self, name: str) -> str:
        """An EAN is one wherever it stands. Otherwise pictures in several folders belong to
        the folder's product, and those in one folder to the product they are named by."""
        codes = codes_of(name)
        if ean := next(filter(is_ean, codes), ""):
            return ean
        path = PurePosixPath(name)
        if self._has_folders and path.parent.name:
            return path.parent.name.strip()
        numbered = _NUMBERED.match(codes[0]) if codes else None
        if numbered and numbered.group(1).strip() in self._stems:
            return numbered.group(1).strip()
        return codes[0] if codes else ""


def first_known(codes: Sequence[str], known: Collection[str]) -> str:
    """The first of ``codes`` among ``known``, which are in lower case; "" if none is."""
    return next((code.lower() for code in codes if code.lower() in known), "")
