"""The labelled sets at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from core.workbench.models import Example, Run
from core.workbench.offers import Offer
from core.workbench.runs import Line, lines_of


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """How many examples a kind has, and what its last finished run amounted to, if any;
    ``lines`` are as :func:`core.workbench.runs.lines_of` has them."""

    kind: str
    title: Any
    count: int
    run: Run | None
    lines: list[Line]


def sets_of(kinds: Mapping[str, Offer]) -> list[LabelledSet]:
    counted = Example.objects.filter(kind__in=kinds).order_by().values_list("kind")
    counts = dict(counted.annotate(Count("pk")))
    found = []
    for kind, offer in kinds.items():
        run = Run.objects.filter(kind=kind, state=Run.State.DONE).first()
        lines = lines_of(run) if run else []
        found.append(LabelledSet(kind, offer.bench.title, counts.get(kind, 0), run, lines))
    return found
