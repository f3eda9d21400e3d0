"""What was recognised: answers over time, how sure they are, and how people rated them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, F, Q, QuerySet, SmallIntegerField, Sum, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.asked import Asked, Rows
from core.days import columns, counted, totals
from core.histograms import histogram, tenth
from core.panel_dashboard import Card, Section
from core.shares import percent, shares_of
from recognition.models import SerialRecognition

_Status = SerialRecognition.Status
STATUSES = (_Status.SUCCESS, _Status.LOW_CONFIDENCE, _Status.FAILED, _Status.ERROR)
LOW_RATING = 2
_STATUS = "recognition_status"
_MOST = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """Recognitions that have status, tenth of confidence (0-9) and rating in common: how many,
    and the sum of their confidences."""

    status: str
    tenth: int
    rating: int | None
    count: int
    sure: float

    @property
    def has_number(self) -> bool:
        return self.status in (_Status.SUCCESS, _Status.LOW_CONFIDENCE)


def narrowed(
    rows: QuerySet[Rows], asked: Asked, client: str = "clientUid", status: str = _STATUS
) -> QuerySet[Rows]:
    """Those of the client and the answer asked for, of any day, by these two columns.

    An outcome of HTTP is known of recognitions only as answered or not.
    """
    if asked.client:
        rows = rows.filter(**{f"{client}__icontains": asked.client})
    if asked.answer:
        rows = rows.filter(**{status: asked.answer})
    if asked.outcome:
        failed = Q(**{status: _Status.ERROR})
        rows = rows.filter(~failed if asked.outcome == "answered" else failed)
    return rows


def tally(asked: Asked) -> list[Cell]:
    """All that is counted of recognitions, by one question that one index answers."""
    rows = asked.within(narrowed(SerialRecognition.objects.order_by(), asked))
    grouped = rows.annotate(place=_place()).values_list("place")
    found = grouped.annotate(count=Count("*"), sure=Sum("confidence"))
    return [_cell(place, count, sure or 0.0) for place, count, sure in found]


def _place() -> Combinable:
    """Status, rating and tenth in one number: grouping by three columns takes twice as long."""
    names = enumerate(STATUSES[:-1])
    status = Case(
        *(When(recognition_status=name, then=Value(100 * n)) for n, name in names),
        default=Value(100 * (len(STATUSES) - 1)),
        output_field=SmallIntegerField(),
    )
    return status + 10 * Coalesce(F("rating"), Value(0)) + tenth()


def _cell(place: int, count: int, sure: float) -> Cell:
    status, stars, number = place // 100, place // 10 % 10, place % 10
    return Cell(STATUSES[status], number, stars or None, count, sure)


def cards(cells: list[Cell]) -> list[Card]:
    numbers = [cell for cell in cells if cell.has_number]
    rated = [cell for cell in cells if cell.rating]
    stars = sum(cell.count * (cell.rating or 0) for cell in rated)
    success = _sum(cell for cell in cells if cell.status == _Status.SUCCESS)
    low = _sum(cell for cell in cells if cell.status == _Status.LOW_CONFIDENCE)
    unsure = ngettext("%(count)s with low confidence", "%(count)s with low confidence", low)
    told = ngettext("%(count)s rated", "%(count)s rated", _sum(rated))
    return [
        Card(
            _("Success"), f"{percent(success, _sum(cells)):.1f} %", unsure % {"count": f"{low:,}"}
        ),
        Card(
            _("Mean confidence"),
            _mean(sum(cell.sure for cell in numbers), _sum(numbers), 3),
            _("of answers with a number"),
        ),
        Card(_("Mean rating"), _mean(stars, _sum(rated), 2), told % {"count": f"{_sum(rated):,}"}),
    ]


def over_time(asked: Asked) -> Section:
    """Answers by status in the days asked for."""
    spans = asked.spans
    rows = narrowed(SerialRecognition.objects.all(), asked)
    by_status = counted(rows, spans, "recognition_status")
    drawn = columns(spans, [[n.get(name, 0) for name in STATUSES] for n in by_status], STATUSES)
    return Section(
        "core/dashboard/columns.html",
        {
            "title": _("Answers"),
            "note": _("of requests that a worker took up"),
            "name": "answers",
            "columns": drawn,
            "legend": totals(drawn, STATUSES),
        },
    )


def confidence(cells: list[Cell]) -> Section:
    tenths: Counter[int] = Counter()
    for cell in cells:
        if cell.has_number:
            tenths[cell.tenth] += cell.count
    groups = [("", histogram(tenths))]
    note = _("answers with a number, by tenth")
    shown = {"title": _("Confidence"), "note": note, "groups": groups}
    return Section("core/dashboard/bars.html", shown)


def ratings(asked: Asked, cells: list[Cell]) -> Section:
    """How often each number of stars was given, and the latest words about answers."""
    stars: Counter[int] = Counter()
    for cell in cells:
        stars[cell.rating or 0] += cell.count
    given = [(f"{n} ★", stars[n]) for n in (5, 4, 3, 2, 1)] if len(stars) > 1 else []
    rows = asked.within(narrowed(SerialRecognition.objects.filter(rating__isnull=False), asked))
    told = rows.filter(Q(rating__lte=LOW_RATING) | ~Q(feedback="")).order_by("-created_at")
    shown = {"stars": shares_of(given), "latest": list(told[:_MOST])}
    return Section("recognition/dashboard/ratings.html", shown)


def _sum(cells: Iterable[Cell]) -> int:
    return sum(cell.count for cell in cells)


def _mean(total: float, count: int, digits: int) -> str:
    return f"{total / count:.{digits}f}" if count else "–"
