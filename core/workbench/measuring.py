"""The worker's half of a run: example by example, each with all its answers at once.

An example's answers are written in one transaction together with the count of those done, so
a run whose worker died goes on with the next example, and counts none twice.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import structlog
from django.db import transaction

from core import jobs, leases
from core.errors import RecognitionError
from core.models import Job
from core.workbench import pictures, runs
from core.workbench.answering import INTERNAL, Answered, answers
from core.workbench.models import Example, Run, RunCase
from core.workbench.offers import Bench, bench_of
from core.workbench.trying import WORKER_LOST

log = structlog.get_logger(__name__)


def measure(job_id: str) -> None:
    """Run one attempt of a run's job."""
    job = jobs.claim(job_id)
    if job is None:
        return
    run = Run.objects.filter(pk=job.input["run"]).first()
    try:
        with leases.kept_alive(job):
            if run is not None:
                _attempt(run, job)
            jobs.finish(job, {})
    except jobs.LeaseLost:
        log.warning("attempt_superseded", job=job_id, attempt=job.attempts)


def _attempt(run: Run, job: Job) -> None:
    if jobs.is_exhausted(job):
        runs.fail(run, WORKER_LOST)
        return
    if not _take(run, job.attempts):
        return  # stopped before it began
    try:
        for place in range(run.done, len(run.examples)):
            if not _measured(run, place):
                return
    except jobs.LeaseLost:
        raise
    except Exception as error:  # noqa: BLE001 - the row must end, whatever went wrong
        log.error("run_failed", run=str(run.pk), error=type(error).__name__)
        runs.fail(run, INTERNAL)
    else:
        runs.finish(run)


def _take(run: Run, attempt: int) -> bool:
    mine = Run.objects.filter(pk=run.pk, finished_at=None)
    taken = bool(mine.update(attempt=attempt, state=Run.State.RUNNING))
    run.refresh_from_db()
    return taken


def _measured(run: Run, place: int) -> bool:
    """Measure the example at ``place``; False where the run was stopped meanwhile.

    Raises LeaseLost where another attempt has the run.
    """
    if not Run.objects.filter(pk=run.pk, finished_at=None).exists():
        return False
    example = Example.objects.filter(pk=run.examples[place]).first()
    rows = list(_rows(run, example)) if example else []
    with transaction.atomic():
        mine = Run.objects.filter(pk=run.pk, attempt=run.attempt, finished_at=None, done=place)
        if not mine.update(done=place + 1):
            if Run.objects.filter(pk=run.pk, finished_at=None).exists():
                raise jobs.LeaseLost(str(run.pk))
            return False
        # Locked: what was read of an example goes with it.
        if example and Example.objects.select_for_update().filter(pk=example.pk).first():
            RunCase.objects.bulk_create(rows)
    return True


def _rows(run: Run, example: Example) -> Iterator[RunCase]:
    bench = bench_of(run.kind)
    for answered in _answers(bench, example, run.engines):
        notes: dict[str, Any] = {"tokens": answered.tokens, "problem": answered.problem[:500]}
        cases = bench.cases(str(example), example.expected, answered.answer, answered.seconds)
        for case in cases:
            yield RunCase(
                run=run,
                example=example,
                engine=answered.engine,
                name=case.image[:200],
                expected=case.expected,
                got=case.got,
                right=case.right,
                confidence=case.confidence,
                seconds=round(case.seconds, 3),
                notes=case.notes[:500],
                **notes,
            )
            notes["tokens"] = 0  # those of an answer count once, however many values it has


def _answers(bench: Bench, example: Example, engines: list[str]) -> Iterator[Answered]:
    started = time.perf_counter()
    try:
        pixels = pictures.checked(pictures.read(example.picture)).pixels()
    except RecognitionError as error:
        yield from (Answered(engine, None, 0.0, problem=error.message) for engine in engines)
        return
    yield from answers(bench, pixels, engines, spent=time.perf_counter() - started)
