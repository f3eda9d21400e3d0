"""How sure answers are: counted by tenths of confidence, by the database."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Case, SmallIntegerField, Value, When

from core.shares import Share, shares_of

TENTHS = tuple(f"{n / 10:.1f}–{(n + 1) / 10:.1f}" for n in range(10))
"""The last one holds 1.0 too."""


def tenth(column: str = "confidence") -> Case:
    """Which tenth (0-9) a column of 0-1 lies in; no function that only one database has.

    The highest first, in which most answers lie.
    """
    above = [When(**{f"{column}__gte": n / 10}, then=Value(n)) for n in range(9, 0, -1)]
    return Case(*above, default=Value(0), output_field=SmallIntegerField())


def histogram(counts: Mapping[int, int]) -> list[Share]:
    """Bars from how many lie in each tenth, the highest first; none of nothing."""
    return shares_of((TENTHS[n], counts.get(n, 0)) for n in reversed(range(10))) if counts else []
