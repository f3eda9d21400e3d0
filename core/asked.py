"""What a dashboard was asked to count: a panel's requests of some days, of whom, with what end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_noop as _

from core.days import Span, days_from, first_of, hours_of
from core.models import TimelineRequest

Rows = TypeVar("Rows", bound=Model)

_STATUSES = {"answered": range(400), "refused": range(400, 500), "error": range(500, 1000)}
OUTCOMES = (_("answered"), _("refused"), _("error"), _("open"))
"""What became of a request: answered, refused (4xx), an error of ours (5xx) or open."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters. ``days`` back from today, or one ``day`` alone; ``answer`` is a word of the
    panel's own for what came of a request."""

    panel: str
    days: int
    client: str = ""
    outcome: str = ""
    day: date | None = None
    answer: str = ""

    @property
    def spans(self) -> list[Span]:
        """The columns of a chart: days, or the hours of the one day."""
        return hours_of(self.day) if self.day else days_from(first_of(self.days), self.days)

    @property
    def is_narrowed(self) -> bool:
        """True when not all requests of these days are asked for."""
        return bool(self.client or self.outcome or self.answer)

    def rows(self) -> QuerySet[TimelineRequest]:
        return self.within(self.of_any_day())

    def of_any_day(self) -> QuerySet[TimelineRequest]:
        """The requests that the other filters let through. Who limits days more closely takes
        these: of two ranges SQLite uses one, and ten times the time."""
        rows = TimelineRequest.objects.filter(panel=self.panel)
        if self.client:
            rows = rows.filter(client__icontains=self.client)
        if self.answer:
            rows = rows.filter(answer=self.answer)
        return rows.filter(_came_to(self.outcome)) if self.outcome else rows

    def within(self, rows: QuerySet[Rows], moment: str = "created_at") -> QuerySet[Rows]:
        """Those of ``rows`` whose column ``moment`` lies in the days asked for."""
        spans = self.spans
        return rows.filter(**{f"{moment}__gte": spans[0].begin, f"{moment}__lt": spans[-1].end})

    def latest(self, count: int) -> list[UUID]:
        """The ids of the latest requests of which the panel kept something."""
        kept = self.rows().exclude(answer="").order_by("-created_at")
        return list(kept.values_list("pk", flat=True)[:count])


def outcome_of(status: int | None) -> str:
    """The outcome of a request that was answered with this HTTP status."""
    if status is None:
        return "open"
    return next(name for name, statuses in _STATUSES.items() if status in statuses)


def _came_to(outcome: str) -> Q:
    if outcome == "open":
        return Q(status__isnull=True)
    statuses = _STATUSES[outcome]
    return Q(status__gte=statuses.start, status__lt=statuses.stop)
