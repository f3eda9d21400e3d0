"""Where a photo may show a shipping container's number. Pure: lines in, places out.

ISO 6346 fixes the shape: three letters for the owner, a category U, J or Z, six digits and a
check digit, which often stands in a frame of its own. It is painted in one line, in two, or
downwards; beside it stands a size and type code such as 22G1, which is not part of the number.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from core.engines import TextLine
from core.geometry import Point, Quad

LENGTH = 11
_OWNER = re.compile(r"[A-Z]{3}[UJZ]")
_OWNER_END = re.compile(r"[A-Z]{2}[UJZ]")
_SIZE_TYPE = re.compile(r"[1-9LMN][0-9CDEFLMNP][GVBSRHUPTAKN][0-9]?")

_PITCHES = 1.9
"""Room for one character that was not seen, in pitches of those that were: gaps and frames count.
"""

_AS_LETTERS = str.maketrans("01", "OI")
_AS_DIGITS = str.maketrans("OI", "01")


def spelled(text: str) -> str:
    """Letters and digits of a line, upper case; a circled digit is the digit it shows."""
    return "".join(_spelled(glyph) for glyph in text)


def _spelled(glyph: str) -> str:
    if glyph.isascii():
        return glyph.upper() if glyph.isalnum() else ""
    circled = unicodedata.category(glyph) == "No"
    return str(unicodedata.digit(glyph, "")) if circled else ""


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


def is_size_type(text: str) -> bool:
    """Whether a line is a size and type code of ISO 6346, such as 22G1, or all but its end."""
    return bool(_SIZE_TYPE.fullmatch(spelled(text)))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line: ``quad`` starts at its first character, ``missing`` more may follow.

    ``lost`` characters may stand before it.
    """

    text: str
    quad: Quad
    size: int
    """How many characters the stretch shows, those included that were not understood."""
    missing: int = 0
    lost: int = 0

    @property
    def stacked(self) -> bool:
        """Runs down the photo: upright characters one below the other, or a line turned right."""
        along = _along(self.quad)
        return along.y > abs(along.x)

    @property
    def thickness(self) -> float:
        return math.dist(self.quad[0], self.quad[3])

    def widened(self, margin: float) -> Quad:
        """The quad with room for what is missing, ``margin`` thicknesses more at every side."""
        pitch = math.dist(self.quad[0], self.quad[1]) / max(self.size, 1)
        room = margin * self.thickness
        after = room + self.missing * pitch * _PITCHES
        before = room + self.lost * pitch * _PITCHES
        return _stretched(self.quad, before, after, room)


class Part(Enum):
    """What of a container number a stretch shows."""

    WHOLE = auto()
    OWNER = auto()
    NUMBER = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """One line with the whole number, or owner code and number apart."""

    spans: tuple[Span, ...]

    def parts(self) -> list[tuple[Part, Span]]:
        """The spans, each with what it shows."""
        names = (Part.WHOLE,) if len(self.spans) == 1 else (Part.OWNER, Part.NUMBER)
        return list(zip(names, self.spans, strict=True))

    @property
    def thickness(self) -> float:
        return max(span.thickness for span in self.spans)


def container_places(lines: Sequence[TextLine]) -> list[Place]:
    """Places that may show a container number, the largest characters first.

    Empty for photos with neither an owner code before digits nor, beside a size and type code,
    digits or a line that could be one: nothing is spent on them.
    """
    spans = [
        Span(spelled(line.text), line.quad, sum(not glyph.isspace() for glyph in line.text))
        for line in lines
    ]
    places = [place for span in spans if (place := _from_owner(span, spans))]
    if not places and any(is_size_type(line.text) for line in lines):
        places = [place for span in spans if (place := _from_number(span) or _unread(span))]
    return sorted(places, key=lambda place: -place.thickness)


def _from_owner(start: Span, spans: Sequence[Span]) -> Place | None:
    owner, rest = as_owner(start.text[:4]), start.text[4:]
    if owner is None or not _mostly_digits(rest):
        return _from_owner_end(start, spans)
    chain = _following(start, spans)
    if rest:
        whole = _joined([start, *chain])
        return Place((whole,)) if whole.size > 8 else None
    number = chain or _below(start, spans)
    if not number:
        return None
    return Place((start, _joined(number, expected=7)))


def _from_owner_end(start: Span, spans: Sequence[Span]) -> Place | None:
    """An owner code whose first letter was not seen, with a full number behind it."""
    if not _OWNER_END.fullmatch(start.text.translate(_AS_LETTERS)):
        return None
    number = _following(start, spans) or _below(start, spans)
    if not number or sum(span.size for span in number) < 6:
        return None
    owner = Span(start.text, start.quad, start.size, lost=1)
    return Place((owner, _joined(number, expected=7)))


def _from_number(number: Span) -> Place | None:
    """Six or seven digits whose owner code was not seen: it stands before them in their line."""
    if not (_is_digits(number) and 6 <= number.size <= 7):
        return None
    length = math.dist(number.quad[0], number.quad[1])
    before = _stretched(number.quad, length / number.size * 4.6, -length, 0)
    owner = Span("", before, 4, lost=1)
    return Place((owner, _joined([number], expected=7)))


def _unread(span: Span) -> Place | None:
    """A line long enough for the whole number, of which the engine made something else."""
    length = math.dist(span.quad[0], span.quad[1])
    if not 4 * span.thickness < length < 20 * span.thickness or span.size > LENGTH + 2:
        return None
    return Place((Span(span.text, span.quad, LENGTH),))


def _joined(chain: Sequence[Span], expected: int = LENGTH) -> Span:
    first, last = chain[0], chain[-1]
    quad = (first.quad[0], last.quad[1], last.quad[2], first.quad[3])
    size = sum(span.size for span in chain)
    text = "".join(span.text for span in chain)
    return Span(text, quad, size, missing=max(expected - size, 0))


def _mostly_digits(text: str) -> bool:
    digits = sum(glyph.isdigit() for glyph in text)
    return digits >= len(text) - 2 and len(text) <= 9


def _following(start: Span, spans: Sequence[Span]) -> list[Span]:
    """Digits in line behind ``start``, as many as an ISO 6346 number takes."""
    chain, last, size = [], start, start.size
    while size < LENGTH:
        behind = [span for span in spans if _is_digits(span) and _comes_after(last, span)]
        if not behind:
            break
        last = min(behind, key=lambda span: math.dist(_start(span.quad), _end(last.quad)))
        chain.append(last)
        size += last.size
    return chain


def _below(start: Span, spans: Sequence[Span]) -> list[Span]:
    """The next line of digits, and what stands behind it on that line."""
    under = [span for span in spans if _is_digits(span) and _stands_below(start, span)]
    if not under:
        return []
    first = min(under, key=lambda span: math.dist(_start(span.quad), _start(start.quad)))
    shorter = Span(first.text, first.quad, first.size + 4)
    return [first, *_following(shorter, spans)]


def _is_digits(span: Span) -> bool:
    return bool(span.text) and _mostly_digits(span.text) and span.text[0].isdigit()


def _alike(one: Span, other: Span) -> bool:
    near = 0.55 < other.thickness / max(one.thickness, 1.0) < 1.8
    a, b = _along(one.quad), _along(other.quad)
    return near and a.x * b.x + a.y * b.y > 0.9


def _comes_after(one: Span, other: Span) -> bool:
    along, across = _offset(one.quad, _end(one.quad), _start(other.quad))
    return _alike(one, other) and -0.6 < along < 4.0 and abs(across) < 0.7


def _stands_below(one: Span, other: Span) -> bool:
    along, across = _offset(one.quad, _start(one.quad), _start(other.quad))
    return _alike(one, other) and abs(along) < 1.2 and 0.5 < across < 2.2


def _offset(quad: Quad, origin: Point, point: Point) -> tuple[float, float]:
    """From ``origin`` to ``point`` along and across the line, in thicknesses of the line."""
    along, thick = _along(quad), max(math.dist(quad[0], quad[3]), 1.0)
    dx, dy = (point.x - origin.x) / thick, (point.y - origin.y) / thick
    return dx * along.x + dy * along.y, dy * along.x - dx * along.y


def _along(quad: Quad) -> Point:
    start, end = _start(quad), _end(quad)
    length = max(math.dist(start, end), 1e-6)
    return Point((end.x - start.x) / length, (end.y - start.y) / length)


def _start(quad: Quad) -> Point:
    return Point((quad[0].x + quad[3].x) / 2, (quad[0].y + quad[3].y) / 2)


def _end(quad: Quad) -> Point:
    return Point((quad[1].x + quad[2].x) / 2, (quad[1].y + quad[2].y) / 2)


def _stretched(quad: Quad, before: float, after: float, aside: float) -> Quad:
    along = _along(quad)
    across = Point(-along.y, along.x)
    shifts = ((-before, -aside), (after, -aside), (after, aside), (-before, aside))
    corners = [
        Point(p.x + a * along.x + c * across.x, p.y + a * along.y + c * across.y)
        for p, (a, c) in zip(quad, shifts, strict=True)
    ]
    return corners[0], corners[1], corners[2], corners[3]
