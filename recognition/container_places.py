"""Where a photo may show a shipping container's number. Pure: lines in, places out.

ISO 6346 fixes the shape: three letters for the owner, a category U, J or Z, six digits and a
check digit, which often stands in a frame of its own. It is painted in one line, in two, or
downwards; beside it stands a size and type code such as 22G1, which is not part of the number.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from core.engines import TextLine
from core.geometry import Point, Quad

LENGTH = 11
_OWNER = re.compile(r"[A-Z]{3}[UJZ]")
_OWNER_END = re.compile(r"[A-Z]{2}[UJZ]")
_HEIGHT_MARK = re.compile(r"[23][.,]\d\s?[mM]")
_FRAGMENT = re.compile(r"[A-Z0-9]{0,2}U\d{5,7}")
_SIZE_TYPE = re.compile(r"[1-9LMN][0-9CDEFLMNP][GVBSRHUPTAKN][0-9]?")

_ACCENTS = "".join(map(chr, range(0x300, 0x370)))
_STROKES = str.maketrans("!|", "11")
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


def marks_container(text: str) -> bool:
    """Whether a line is a size and type code of ISO 6346 (22G1, or all but its end) or the height
    mark that stands beside it (2.9 m)."""
    return bool(_SIZE_TYPE.fullmatch(spelled(text)) or _HEIGHT_MARK.fullmatch(text.strip()))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line: ``quad`` starts at its first character.

    ``lost`` characters may stand before it and ``missing`` ones behind it that were not seen.
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
        before, after = (room + _room(count) * pitch for count in (self.lost, self.missing))
        return _stretched(self.quad, before, after, room)


def _room(count: int) -> float:
    """Room for ``count`` unseen characters, a gap or frame included, in pitches of seen ones."""
    return count * 1.15 + 0.9 if count else 0.0


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
    """Places that may show a container number, the likeliest and then the largest first.

    Empty for photos with nothing like an owner code before digits, no downward digits and no
    size and type code: nothing is spent on them.
    """
    spans = [
        Span(spelled(line.text), line.quad, sum(not glyph.isspace() for glyph in line.text))
        for line in lines
    ]
    marked = any(marks_container(line.text) for line in lines)
    likely = [place for span in spans if (place := _from_owner(span, spans))]
    others = [place for span in spans for place in _from_fragment(span, marked=marked)]
    return _largest(likely, 6) + _largest(others, 4)


def _largest(places: Iterable[Place], count: int) -> list[Place]:
    return sorted(places, key=lambda place: -place.thickness)[:count]


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


def _from_fragment(span: Span, *, marked: bool) -> list[Place]:
    """A part of a number that stands alone: the rest is looked for in its line, or above it.

    ``marked``: a size and type code on the photo says that there is a container.
    """
    if _FRAGMENT.fullmatch(span.text):
        return [Place((_unfinished(span),))]
    if _is_digits(span) and 6 <= span.size <= 7 and (marked or span.stacked):
        number = _joined([span], expected=7)
        owners = [_before(span)] if span.stacked else [_before(span), _above(span)]
        return [Place((owner, number)) for owner in owners]
    if marked and _is_column(span):
        return [Place((_unfinished(_downward(span)),))]
    return []


def _unfinished(span: Span) -> Span:
    unseen = max(LENGTH - span.size, 0)
    return replace(span, lost=unseen, missing=unseen)


def _before(number: Span) -> Span:
    """Where the owner code of ``number`` stands: four characters and perhaps a gap."""
    length = math.dist(number.quad[0], number.quad[1])
    quad = _stretched(number.quad, length / number.size * 4.6, -length, 0)
    return Span("", quad, 4, lost=1)


def _above(number: Span) -> Span:
    """Where the owner code stands if ``number`` is the second line: over its beginning."""
    length = math.dist(number.quad[0], number.quad[1])
    top = _stretched(number.quad, 0, length * (4.4 / number.size - 1), 0)
    along, gap = _along(number.quad), number.thickness * 1.05
    moved = [Point(p.x + along.y * gap, p.y - along.x * gap) for p in top]
    return Span("", (moved[0], moved[1], moved[2], moved[3]), 4)


def _is_column(span: Span) -> bool:
    """Whether a line runs up or down and is long: a column that the engine may have misread."""
    if as_owner(span.text[:4]) and span.size > 8 or marks_container(span.text):
        return False
    along = _along(span.quad)
    long = math.dist(span.quad[0], span.quad[1]) > 2.5 * span.thickness
    return abs(along.y) > abs(along.x) and long


def _downward(span: Span) -> Span:
    if span.stacked:
        return span
    quad = (span.quad[2], span.quad[3], span.quad[0], span.quad[1])
    return Span("", quad, span.size)


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
