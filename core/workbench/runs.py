"""Measurements over a set: opened and stopped by staff, carried out by a worker, compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import jobs
from core.errors import InvalidInput
from core.evaluation import Case, Summary, summary_of
from core.models import Job
from core.workbench.answering import LOCAL
from core.workbench.models import Example, Run, RunCase
from core.workbench.offers import Offer

NOTHING = "The set has no examples yet."


@dataclass(frozen=True, slots=True)
class Line:
    """What one engine amounts to over a run. ``failed`` counts examples without an answer."""

    engine: str
    summary: Summary
    tokens: int
    failed: int


@transaction.atomic
def open_run(offer: Offer, *, user: Any, asked: Sequence[str]) -> tuple[Run, Job]:
    """Write a run over all examples of a kind, with its job, to be enqueued after the commit.

    Raises InvalidInput where there are no examples.
    """
    ids = (
        Example.objects.filter(kind=offer.kind).order_by("created_at").values_list("pk", flat=True)
    )
    run = Run(kind=offer.kind, user=user, engines=[LOCAL, *asked], examples=[str(pk) for pk in ids])
    if not run.examples:
        raise InvalidInput(NOTHING)
    job = jobs.open_job(offer.measure_task, input={"run": str(run.pk)})
    run.job_id = job.pk
    run.save(force_insert=True)
    return run, job


def stop(run: Run) -> bool:
    """End a run by hand; what is measured stays. False where it has ended already."""
    return _end(run, Run.State.STOPPED)


def fail(run: Run, problem: str) -> bool:
    return _end(run, Run.State.FAILED, problem=problem[:500])


def finish(run: Run) -> bool:
    return _end(run, Run.State.DONE)


def _end(run: Run, state: Run.State, **values: Any) -> bool:
    mine = Run.objects.filter(pk=run.pk, finished_at=None)
    return bool(mine.update(state=state, finished_at=timezone.now(), **values))


def lines_of(run: Run) -> list[Line]:
    """The comparison: a line for each engine that has answered so far, as asked."""
    rows = list(run.cases.all())
    found = []
    for engine in run.engines:
        mine = [row for row in rows if row.engine == engine]
        if mine:
            summary = summary_of([case_of(row) for row in mine], run.threshold)
            failed = len({row.example_id for row in mine if row.problem})
            found.append(Line(engine, summary, sum(row.tokens for row in mine), failed))
    return found


def case_of(row: RunCase) -> Case:
    """The case that a row keeps; what else counts as right is in ``row.right`` already."""
    accepted = (row.got,) if row.right else ()
    return Case(
        row.name, row.expected, row.got, row.confidence, row.seconds, row.notes, accepted=accepted
    )


def wrong_first(rows: Iterable[RunCase]) -> list[RunCase]:
    """The surest of the wrong ones first: these do harm."""
    return sorted(rows, key=lambda row: (row.right, -row.confidence, row.name, row.engine))
