"""A timeline as a picture: every step a bar, placed and sized in per cent. Pure.

A request that was run again later has long pauses. Each pause above ``LULL``
starts a new stretch with a scale of its own, so that no bar becomes a hair.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, Protocol

from django.utils.translation import gettext as _

LULL = timedelta(minutes=2)
_TICKS = 4
_TONES = {"ok": "ok", "hit": "hit", "miss": "miss"}


class Step(Protocol):
    """What a bar is drawn from (``core.models.TimelineStep``)."""

    name: str
    attempt: int
    started_at: datetime
    duration_ms: float
    outcome: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bar:
    """One step. ``left`` and ``width`` are CSS percentages of the stretch."""

    name: str
    attempt: int
    outcome: str
    tone: str
    offset: str
    duration: str
    left: str
    width: str
    detail: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Steps on one scale. ``pause`` is the time since the stretch before, "" for the first."""

    pause: str
    length: str
    ticks: tuple[str, ...]
    bars: tuple[Bar, ...]


def waterfall(steps: Iterable[Step]) -> list[Stretch]:
    """Stretches of bars, in order of time."""
    ordered = sorted(steps, key=lambda step: step.started_at)
    groups = _split(ordered)
    pauses = [""] + [
        _text(after[0].started_at - _end(before)) for before, after in pairwise(groups)
    ]
    return [_stretch(group, pause) for group, pause in zip(groups, pauses, strict=True) if group]


def duration_text(ms: float) -> str:
    """``0.4 ms``, ``85 ms``, ``1.24 s``, ``3 min 5 s`` or ``2 h 10 min``, as the page speaks."""
    if ms < 1000:
        return f"{ms:.1f} ms" if 0 < ms < 10 else f"{ms:.0f} ms"
    seconds = ms / 1000
    if seconds < 60:
        return _("%(seconds)s s") % {"seconds": f"{seconds:.2f}"}
    if seconds < 3600:
        return _("%(minutes)d min %(seconds)d s") % {
            "minutes": seconds // 60,
            "seconds": min(round(seconds % 60), 59),
        }
    return _("%(hours)d h %(minutes)d min") % {
        "hours": seconds // 3600,
        "minutes": seconds % 3600 // 60,
    }


def _split(steps: Sequence[Step]) -> list[list[Step]]:
    groups: list[list[Step]] = [[]]
    for step in steps:
        if groups[-1] and step.started_at - _end(groups[-1]) > LULL:
            groups.append([])
        groups[-1].append(step)
    return groups


def _end(group: Sequence[Step]) -> datetime:
    return max(step.started_at + timedelta(milliseconds=step.duration_ms) for step in group)


def _stretch(group: Sequence[Step], pause: str) -> Stretch:
    begin = group[0].started_at
    length = max((_end(group) - begin) / timedelta(milliseconds=1), 1.0)
    ticks = tuple(duration_text(length * part / _TICKS) for part in range(_TICKS + 1))
    bars = tuple(_bar(step, begin, length) for step in group)
    return Stretch(pause=pause, length=duration_text(length), ticks=ticks, bars=bars)


def _bar(step: Step, begin: datetime, length: float) -> Bar:
    offset = (step.started_at - begin) / timedelta(milliseconds=1)
    return Bar(
        name=step.name,
        attempt=step.attempt,
        outcome=step.outcome,
        tone=_TONES.get(step.outcome, "bad"),
        offset=duration_text(offset),
        duration=duration_text(step.duration_ms) if step.duration_ms else "",
        left=f"{offset / length * 100:.3f}%",
        width=f"{step.duration_ms / length * 100:.3f}%",
        detail=tuple((name, _value(value)) for name, value in step.detail.items()),
    )


def _value(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _text(pause: timedelta) -> str:
    return duration_text(pause / timedelta(milliseconds=1))
