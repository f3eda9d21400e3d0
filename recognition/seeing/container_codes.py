"""What a shipping container's number looks like in text. Pure.

ISO 6346 fixes the shape: three letters for the owner, a category U, J or Z, six digits and a
check digit, which often stands in a frame of its own. Beside it stands a size and type code such
as 22G1, which is not part of the number.
"""

from __future__ import annotations

import re
import unicodedata

LENGTH = 11

_OWNER = re.compile(r"[A-Z]{3}[UJZ]")
_OWNER_END = re.compile(r"[A-Z]{2}[UJZ]")
_HEADLESS = re.compile(r"[A-Z0-9]{0,2}U\d{5,7}")
_SIZE_TYPE = re.compile(r"[1-9LMN][0-9CDEFLMNP][GVBSRHUPTAKN][0-9]|[24L][0-5][GRU]")
_HEIGHT_MARK = re.compile(r"2[.,][4-9]\s?[mM]")

_STROKES = str.maketrans("!|", "11")
_ACCENTS = "".join(map(chr, range(0x300, 0x370)))
_AS_LETTERS = str.maketrans("01", "OI")
_AS_DIGITS = str.maketrans("OI", "01")


def spelled(text: str) -> str:
    """Letters and digits of a line, upper case: circled, full-width or accented ones as plain.

    Recognisers see a frame as a circle, dirt as an accent, and a bare stroke as anything that
    is one. What is none of these is left out.
    """
    text = text.translate(_STROKES)
    plain = (unicodedata.normalize("NFKD", glyph).rstrip(_ACCENTS) for glyph in text)
    return "".join(glyph.upper() for glyph in plain if len(glyph) == 1 and _is_alphanumeric(glyph))


def _is_alphanumeric(glyph: str) -> bool:
    return glyph.isascii() and glyph.isalnum()


def as_owner(text: str) -> str | None:
    """``text`` as owner code and category, None if it cannot be one.

    O and 0, I and 1 are one shape in stencil lettering, and the standard fixes which places hold
    letters: which of the two is meant is a matter of place, not of guessing. No other look-alikes.
    """
    owner = text.translate(_AS_LETTERS)
    return owner if _OWNER.fullmatch(owner) else None


def as_number(text: str) -> str | None:
    """``text`` as serial number and check digit (7 digits), None if it cannot be one."""
    number = text.translate(_AS_DIGITS)
    return number if len(number) == 7 and number.isdigit() else None


def split_code(text: str) -> tuple[str, str]:
    """Owner code and number inside ``text``, other characters around them allowed.

    Without a whole number the first four characters and the next seven, whatever they are.
    """
    starts = (i for i in range(len(text) - LENGTH + 1) if as_owner(text[i : i + 4]))
    start = next((i for i in starts if as_number(text[i + 4 : i + LENGTH])), 0)
    return text[start : start + 4], text[start + 4 : start + LENGTH]


def ends_owner(text: str) -> bool:
    """Whether ``text`` is an owner code that lost its first letter."""
    return bool(_OWNER_END.fullmatch(text.translate(_AS_LETTERS)))


def is_headless(text: str) -> bool:
    """Whether ``text`` is a container number that lost its first letters."""
    return bool(_HEADLESS.fullmatch(text))


def mostly_digits(text: str) -> bool:
    """Whether ``text`` may be the rest of a number, two misread characters allowed."""
    return len(text) <= 9 and sum(glyph.isdigit() for glyph in text) >= len(text) - 2


def marks_container(text: str) -> bool:
    """Whether a line is a size and type code of ISO 6346 (22G1; a common one without its end) or
    the height mark that stands beside it (2.9 m). Ratings of devices, such as 12V, are neither."""
    return bool(_SIZE_TYPE.fullmatch(spelled(text)) or _HEIGHT_MARK.fullmatch(text.strip()))
