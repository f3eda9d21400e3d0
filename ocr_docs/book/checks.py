"""What numbers of a registration book must be like. Evidence only: nothing is changed. Pure."""

from __future__ import annotations

import re

from ocr_docs.book.lists import PLATE_LETTERS

_VIN_VALUES = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "12345678123457923456789"), strict=True)
) | {str(digit): digit for digit in range(10)}
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VIN_LENGTH = 17
_CARD_GROUPS = (1, 5, 10, 12)
_PLATE = re.compile(
    rf"(?:\d?[{PLATE_LETTERS}]{{1,2}}|[{PLATE_LETTERS}]{{3}})[ -]?[1-9]\d{{0,3}}|\d{{2}}-\d{{4}}"
)
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})*|\d+)(?:\.\d{1,2})?")
_DRIVE = re.compile(r"(\d{1,2})\s*เพลา\s*(\d{1,2})\s*ล้อ\s*ยาง\s*(\d{1,2})\s*เส้น")


def thai_identity(text: str) -> bool:
    """Whether ``text`` is a 13-digit Thai number with its right check digit.

    Weights 13 to 2 over the first twelve digits; check = (11 - sum mod 11) mod 10.
    """
    digits = [int(c) for c in text if c.isdigit()]
    if len(digits) != 13:
        return False
    total = sum(digit * (13 - place) for place, digit in enumerate(digits[:12]))
    return (11 - total % 11) % 10 == digits[12]


def in_groups(text: str) -> str | None:
    """A card's number with all its blanks, if two were seen and all are where cards have them.

    Identity cards group their digits 1-4-5-2-1.
    """
    groups = text.split(" ")
    number = "".join(groups)
    ends = {len("".join(groups[:count])) for count in range(1, len(groups))}
    if len(number) != 13 or not number.isdigit() or len(ends) < 2 or not ends <= set(_CARD_GROUPS):
        return None
    first, second, third, last = _CARD_GROUPS
    cut = (number[:first], number[first:second], number[second:third], number[third:last])
    return " ".join((*cut, number[last:]))


def without_gap(text: str) -> str:
    """A card's 13 digits without a lone blank: cards have all four or none."""
    number = text.replace(" ", "")
    return number if text.count(" ") == 1 and number.isdigit() and len(number) == 13 else text


def vin_alphabet(text: str) -> bool:
    """Whether ``text`` has the length and letters of ISO 3779: 17, without I, O and Q."""
    return len(text) == _VIN_LENGTH and all(c in _VIN_VALUES for c in text)


def vin_check_digit(text: str) -> bool:
    """Whether position 9 is the check digit of North American vehicles (49 CFR 565)."""
    if not vin_alphabet(text):
        return False
    weights = zip(text, _VIN_WEIGHTS, strict=True)
    remainder = sum(_VIN_VALUES[letter] * weight for letter, weight in weights) % 11
    return text[8] == "0123456789X"[remainder]


def plate(text: str) -> bool:
    return _PLATE.fullmatch(text) is not None


def number(text: str) -> bool:
    """Whether ``text`` is a number, with commas at every thousand or at none."""
    return _NUMBER.fullmatch(text) is not None


def amount(text: str) -> float | None:
    """The number ``text`` shows, None if it shows none."""
    return float(text.replace(",", "")) if number(text) else None


def drive(text: str) -> str | None:
    """``n เพลา n ล้อ ยาง n เส้น`` with its blanks, None if ``text`` is not that."""
    match = _DRIVE.fullmatch(text)
    return "{} เพลา {} ล้อ ยาง {} เส้น".format(*match.groups()) if match else None
