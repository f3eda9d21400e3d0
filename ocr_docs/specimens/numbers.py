"""Plates, chassis and engine numbers, identity numbers, dates: legal in form, invented. Pure."""

from __future__ import annotations

from numpy.random import Generator

from ocr_docs.book.lists import MONTHS, PLATE_LETTERS
from ocr_docs.specimens.chance import chance, digits, letters, pick, weighted

VIN_ALPHABET = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
_LATIN = "ABCDEFGHJKLMNPRSTUVWXYZ"


def plate(rng: Generator, *, motorcycle: bool, lorry: bool) -> str:
    """A plate of its kind, as printed: letters, a blank (or hyphen in old books), number."""
    number = str(rng.integers(1, 10 ** int(rng.integers(2, 5))))
    if lorry and chance(rng, 0.4):
        return f"{rng.integers(50, 99)}-{rng.integers(1000, 10000)}"
    if motorcycle:
        ahead = str(rng.integers(1, 10)) if chance(rng, 0.55) else ""
        series = letters(rng, PLATE_LETTERS, 2 if ahead else 3)
    else:
        ahead = str(rng.integers(1, 10)) if chance(rng, 0.5) else ""
        series = letters(rng, PLATE_LETTERS, 2)
    gap = weighted(rng, {" ": 7.0, "-": 1.5, "": 0.5})
    return f"{ahead}{series}{gap}{number}"


def chassis(rng: Generator, *, old: bool) -> str:
    """A vehicle identification number of 17 characters, or a shorter one of older days."""
    if old:
        return (
            f"{letters(rng, _LATIN, int(rng.integers(2, 5)))}{pick(rng, ('', '-'))}{digits(rng, 7)}"
        )
    maker = pick(rng, ("MR0", "MRH", "MP1", "MMB", "MLH", "ML3", "MNB", "MNT", "MM7", "JTD", "WDB"))
    return maker + letters(rng, VIN_ALPHABET, 6) + letters(rng, VIN_ALPHABET, 2) + digits(rng, 6)


def engine(rng: Generator) -> str:
    """Letters and digits, in one piece or with a hyphen or a blank in the middle."""
    head = f"{rng.integers(1, 7)}{letters(rng, _LATIN, int(rng.integers(1, 3)))}"
    if chance(rng, 0.5):
        head = letters(rng, _LATIN, int(rng.integers(1, 4))) + digits(rng, int(rng.integers(1, 4)))
    tail = letters(rng, _LATIN, 1) * chance(rng, 0.4) + digits(rng, int(rng.integers(4, 8)))
    return f"{head}{weighted(rng, {'': 4.0, '-': 3.0, ' ': 2.0})}{tail}"


def model_code(rng: Generator) -> str:
    """A maker's type code, such as books give under the model."""
    code = letters(rng, _LATIN, int(rng.integers(2, 6))) + digits(rng, int(rng.integers(1, 4)))
    shape = weighted(rng, {"{0}": 4.0, "{0}-{1}": 3.0, "{0} {1}": 2.0, "{0}/{1}": 1.0})
    tail = letters(rng, _LATIN, int(rng.integers(2, 6))) + digits(rng, int(rng.integers(0, 3)))
    return shape.format(code, tail)


def identity(rng: Generator, *, company: bool = False) -> str:
    """Thirteen digits, with the right check digit, of a range that no person has.

    People's numbers start with 1-8; these start with 9, and companies' with 0, as theirs do.
    """
    first = ("0" if company else "9") + digits(rng, 11)
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(first))
    return first + str((11 - total % 11) % 10)


def grouped(number: str) -> str:
    """``1-2345-67890-12-3``, as identity numbers are grouped where blanks are printed."""
    return " ".join((number[0], number[1:5], number[5:10], number[10:12], number[12]))


def date(rng: Generator, year: int) -> str:
    """A day of the Buddhist ``year`` in a book's words."""
    return f"{rng.integers(1, 29)} {pick(rng, MONTHS)} {year}"


def phone(rng: Generator) -> str:
    """A telephone number; the ranges are not in use."""
    return "00" + digits(rng, 8) if chance(rng, 0.8) else "00" + digits(rng, 7)
