"""How what one reader saw becomes a value of its kind. Pure.

Evidence bends the confidence of a value; what no reader saw is never put in, but for the
letters a list's entry has in a misread place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ocr_docs.book import checks, wording
from ocr_docs.book.confidence import Evidence, confidence
from ocr_docs.book.dates import parsed
from ocr_docs.book.driving import drive
from ocr_docs.book.kinds import CLOSED, LISTS, Kind
from ocr_docs.book.lists import COLOURS
from ocr_docs.book.ranges import is_likely
from ocr_docs.book.reading import Reading, without_strays
from ocr_docs.book.snapping import Snapped, snapped, snapped_words
from ocr_docs.book.spelling import MARK_COST, arabic, glyphs, normal

_NOISE = " _|,:;~'`\"*=^"
_CODE_NOISE = _NOISE + "."
_NOT_CODE = re.compile(r"[^A-Z0-9 .\-/()+]")
_DIGITS = str.maketrans("OoQDIl|iSsBZz", "0000111155822")
_CHASSIS = str.maketrans("OQI", "001")
_PLATES = str.maketrans("ฏฃฅ", "ฎขค")
"""What chassis numbers and plates never have, and what it is a misreading of."""

_MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
"""Vowel signs and tone marks: plates have none."""

_MISREADINGS, _OPEN_MISREADINGS = 0.34, 0.16
_SURELY_READ = 0.9
_CHASSIS_LENGTH, _FORBIDDEN = 17, 0.25
_LONE = re.compile(r"^\S[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]* ")
_UNIT = re.compile(r"(?<=\d)[.\s]*[ก-ฮ]{1,4}[.\s]*$")
"""A number's unit (กก., คน, สูบ), read along with it: no value of digits ends in Thai letters."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A value from a reading, and the evidence for it: see ``confidence.Evidence``."""

    value: str
    reading: Reading
    valid: bool | None = None
    mended: float = 0.0
    agreed: bool | None = None

    @property
    def confidence(self) -> float:
        """The probability (0-1) that the value is exactly right."""
        return confidence(self.evidence)

    @property
    def evidence(self) -> Evidence:
        score = self.reading.score
        return Evidence(score, self.agreed, self.valid, self.mended, len(self.value))


def _date(_: str, reading: Reading) -> Judged:
    date = parsed(reading.text)
    if date is None:
        return Judged(normal(arabic(reading.text)).strip(_NOISE), reading, valid=False)
    return Judged(date.text, reading, valid=date.valid, mended=date.misread)


def _listed(key: str, reading: Reading) -> Judged:
    text = normal(reading.text).strip(_NOISE + ".")
    closed = key in CLOSED
    # What was surely read stays as it is: a list that is not closed may lack it.
    doubtful = closed or reading.lowest < _SURELY_READ
    entry = snapped(text, LISTS[key], _MISREADINGS if doubtful else _OPEN_MISREADINGS)
    if entry is None:
        return Judged(text, reading, valid=False if closed else None)
    return _entry(entry, reading)


def _colour(_: str, reading: Reading) -> Judged:
    text = normal(reading.text).strip(_NOISE + ".")
    # Of the label before it one letter may be left.
    entry = snapped_words(text, COLOURS) or snapped_words(_LONE.sub("", text), COLOURS)
    return _entry(entry, reading) if entry else Judged(text, reading, valid=False)


def _entry(entry: Snapped, reading: Reading) -> Judged:
    return Judged(entry.value, reading, valid=True, mended=entry.share)


def _plate(_: str, reading: Reading) -> Judged:
    text = normal(arabic(reading.text)).strip(_CODE_NOISE + "-")
    text = re.sub(r"\s*-\s*", "-", text)
    letters = _MARKS.sub("", text)
    mapped = letters.translate(_PLATES)
    misread = float(sum(a != b for a, b in zip(letters, mapped, strict=True)))
    misread += MARK_COST * (len(text) - len(letters))
    misread /= max(len(text), 1)
    return Judged(mapped, reading, valid=checks.plate(mapped), mended=misread)


def _number(key: str, reading: Reading) -> Judged | None:
    bare = _UNIT.sub("", arabic(reading.text))
    text = "".join(bare.split()).strip(_CODE_NOISE + "-()/")
    read = text.translate(_DIGITS)
    # Books print two decimals at most: a dot before three digits is a comma.
    # More of them are dots of the line to write on beside it.
    digits = re.sub(r"(\d)[.,]*[.,](\d{3})$", r"\1,\2", read)
    if not digits or not digits[0].isdigit():
        return None
    misread = (sum(a != b for a, b in zip(text, read, strict=True)) + (read != digits)) / len(text)
    valid = is_likely(key, digits)
    return Judged(digits, reading, valid=valid, mended=misread)


def _code(_: str, reading: Reading) -> Judged | None:
    text = _tidy_code(reading.text)
    return Judged(text, reading) if text else None


def _chassis(_: str, reading: Reading) -> Judged | None:
    text = _tidy_code(reading.text).replace(" ", "").replace(".", "")
    if not text:
        return None
    if len(text) != _CHASSIS_LENGTH:
        return Judged(text, reading, valid=None)
    mapped = text.translate(_CHASSIS)
    # A letter that must not be there may be another letter misread: the rest proves little.
    valid = checks.vin_alphabet(mapped) if mapped == text else None
    return Judged(mapped, reading, valid=valid, mended=_FORBIDDEN * (mapped != text))


def _tidy_code(text: str) -> str:
    text = normal(arabic(text)).upper().replace("–", "-").replace("—", "-")
    text = re.sub(r"\s*([-/])\s*", r"\1", _NOT_CODE.sub("", text))
    return " ".join(text.split()).strip(_CODE_NOISE + "-/")


def _identity(_: str, reading: Reading) -> Judged:
    text = normal(arabic(reading.text)).strip(_CODE_NOISE + "-").translate(_DIGITS)
    # A dot in the blank between two groups is one of the line to write on.
    grouped = checks.in_groups(" ".join(text.replace(".", " ").split()))
    text = grouped or re.sub(r"[^0-9 \-]", "", text)
    text = " ".join(text.split())
    return Judged(text, reading, valid=checks.thai_identity(text))


def _drive(_: str, reading: Reading) -> Judged:
    text = normal(arabic(reading.text)).strip(_CODE_NOISE)
    entry = drive(text)
    if entry is None:
        return Judged(text, reading, valid=False)
    share = 0.0 if glyphs(entry) == glyphs(text) else 0.1
    return Judged(entry, reading, valid=True, mended=share)


def _words(key: str, reading: Reading) -> Judged:
    reading = without_strays(reading)
    text = normal(arabic(reading.text)).strip(_NOISE).lstrip(_CODE_NOISE).rstrip(_NOISE + "-")
    mended = wording.address(text) if key.endswith("_adress") else wording.name(text)
    return Judged(mended.text, reading, mended=mended.mended)


RULES: dict[Kind, Callable[[str, Reading], Judged | None]] = {
    Kind.DATE: _date,
    Kind.LISTED: _listed,
    Kind.COLOUR: _colour,
    Kind.PLATE: _plate,
    Kind.NUMBER: _number,
    Kind.CODE: _code,
    Kind.CHASSIS: _chassis,
    Kind.IDENTITY: _identity,
    Kind.DRIVE: _drive,
    Kind.WORDS: _words,
}
