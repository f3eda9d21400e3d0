"""Where a photo may show a shipping container's number. Pure: lines in, places out.

The number is painted in one line, in two (owner code above the digits), or downwards with upright
characters; door bars and the frame of the check digit cut it into several lines of text.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from core.engines import TextLine
from recognition.seeing.container_codes import (
    LENGTH,
    as_owner,
    ends_owner,
    is_headless,
    marks_container,
    mostly_digits,
    spelled,
)
from recognition.seeing.line_spans import (
    Span,
    comes_after,
    end,
    joined,
    lifted,
    stands_below,
    start,
    stretched,
)

_MOST = 5
"""Places of either sort that are worth the time; photos of a yard show dozens of containers."""


class Part(Enum):
    """What of a container number a stretch shows."""

    WHOLE = auto()
    OWNER = auto()
    NUMBER = auto()


@dataclass(frozen=True, slots=True)
class Place:
    """One line with the whole number, or owner code and number apart."""

    spans: tuple[Span, ...]

    @property
    def thickness(self) -> float:
        """Pixels across the thickest line: numbers of other containers are further away."""
        return max(span.thickness for span in self.spans)

    def parts(self) -> list[tuple[Part, Span]]:
        """The spans, each with what it shows."""
        names = (Part.WHOLE,) if len(self.spans) == 1 else (Part.OWNER, Part.NUMBER)
        return list(zip(names, self.spans, strict=True))


def likely_places(lines: Iterable[TextLine]) -> list[Place]:
    """Owner codes with digits behind or below them, the largest first."""
    spans = _spans(lines)
    return _largest(place for span in spans if (place := _from_owner(span, spans)))


def stray_places(lines: Sequence[TextLine]) -> list[Place]:
    """Lines that may be a part of a number whose rest was not seen, the largest first.

    Empty unless a line is like the end of an owner code before digits, six digits run downwards,
    or a size and type code says that there is a container.
    """
    marked = any(marks_container(line.text) for line in lines)
    return _largest(place for span in _spans(lines) for place in _from_part(span, marked=marked))


def _spans(lines: Iterable[TextLine]) -> list[Span]:
    """Spans of ``lines``; a line that was read several times with one result counts once."""
    spans: list[Span] = []
    for line in lines:
        size = sum(not glyph.isspace() for glyph in line.text)
        span = Span(spelled(line.text), line.quad, size)
        if not any(_is_again(known, span) for known in spans):
            spans.append(span)
    return spans


def _is_again(known: Span, span: Span) -> bool:
    near = math.dist(start(known.quad), start(span.quad)) < 0.7 * known.thickness
    return near and known.text == span.text


def _largest(places: Iterable[Place]) -> list[Place]:
    return sorted(places, key=lambda place: -place.thickness)[:_MOST]


def _from_owner(first: Span, spans: Sequence[Span]) -> Place | None:
    lost = int(ends_owner(first.text))
    owner, rest = as_owner(first.text[:4]), first.text[4:]
    if not lost and (owner is None or not mostly_digits(rest)):
        return None
    chain = _following(first, spans)
    if rest:
        whole = joined([first, *chain])
        return Place((_completed(whole, LENGTH),)) if whole.size > 8 else None
    number = chain or _below(first, spans)
    if not number or (lost and sum(span.size for span in number) < 6):
        return None
    return Place((replace(first, lost=lost), _completed(joined(number), 7)))


def _completed(span: Span, size: int) -> Span:
    return replace(span, missing=max(size - span.size, 0))


def _following(first: Span, spans: Sequence[Span]) -> list[Span]:
    """Digits in line behind ``first``, as many as an ISO 6346 number takes."""
    chain, last, size = [], first, first.size
    while size < LENGTH:
        behind = [span for span in spans if _is_digits(span) and comes_after(last, span)]
        if not behind:
            break
        last = min(behind, key=lambda span: math.dist(start(span.quad), end(last.quad)))
        chain.append(last)
        size += last.size
    return chain


def _below(owner: Span, spans: Sequence[Span]) -> list[Span]:
    """The next line of digits, and what stands behind it on that line."""
    under = [span for span in spans if _is_digits(span) and stands_below(owner, span)]
    if not under:
        return []
    first = min(under, key=lambda span: math.dist(start(span.quad), start(owner.quad)))
    return [first, *_following(replace(first, size=first.size + 4), spans)]


def _is_digits(span: Span) -> bool:
    return span.text[:1].isdigit() and mostly_digits(span.text)


def _from_part(span: Span, *, marked: bool) -> list[Place]:
    if is_headless(span.text):
        return [Place((_unfinished(span),))]
    if _is_digits(span) and 6 <= span.size <= 7 and (marked or span.runs_down):
        owners = [_before(span)] if span.runs_down else [_before(span), _above(span)]
        return [Place((owner, _completed(span, 7))) for owner in owners]
    if marked and _is_column(span):
        return [Place((_unfinished(_downward(span)),))]
    return []


def _unfinished(span: Span) -> Span:
    unseen = max(LENGTH - span.size, 0)
    return replace(span, lost=unseen, missing=unseen)


def _before(number: Span) -> Span:
    """Where the owner code stands in the line of ``number``: four characters, perhaps a gap."""
    return Span("", stretched(number.quad, number.pitch * 4.6, -number.length, 0), 4, lost=1)


def _above(number: Span) -> Span:
    """Where the owner code stands if ``number`` is the second line: over its beginning."""
    beginning = stretched(number.quad, 0, number.pitch * 4.4 - number.length, 0)
    return Span("", lifted(beginning, number.thickness * 1.05), 4)


def _is_column(span: Span) -> bool:
    """Whether a line is long and upright: a column that the engine may have misread."""
    if marks_container(span.text) or (as_owner(span.text[:4]) and span.size > 8):
        return False
    return span.runs_up_or_down and span.length > 2.5 * span.thickness


def _downward(span: Span) -> Span:
    """Stacked characters are read from the top; an engine may take the column for a turned line
    and read it upwards, which says nothing of its text."""
    if span.runs_down:
        return span
    return Span("", (span.quad[2], span.quad[3], span.quad[0], span.quad[1]), span.size)
