"""Claim, lease, finish: what makes a lost or doubled message harmless.

Every change of state is one conditional UPDATE; the number of changed rows says
who won. A claimed job carries a lease, renewed while it is worked on; when its worker
dies, :func:`due` finds the expired lease and the job is tried again, at most
``MAX_ATTEMPTS`` times. Nothing here enqueues: tasks do.
"""

from __future__ import annotations

import time
import uuid
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from core.errors import EngineTimeout, EngineUnavailable
from core.models import Job

LEASE = timedelta(seconds=12)
MAX_ATTEMPTS = 3
STALE = timedelta(seconds=20)
"""A queued job that no worker took for this long gets a second message."""
MAX_WAITING = 2000
FINISHED = (Job.State.DONE, Job.State.FAILED)


class LeaseLost(Exception):
    """Another worker has the job now; whatever this one found must be dropped."""


def open_job(task: str, *, input: dict[str, Any], timeline_id: uuid.UUID | None = None) -> Job:
    """Write the row of a new job.

    Raises EngineUnavailable when too many of its task are waiting; those of other tasks,
    and so of other panels, do not count.
    """
    if Job.objects.filter(state=Job.State.QUEUED, task=task).count() >= MAX_WAITING:
        raise EngineUnavailable("The server is busy. Please try again later.")
    return open_next(task, input=input, timeline_id=timeline_id)


def open_next(task: str, *, input: dict[str, Any], timeline_id: uuid.UUID | None = None) -> Job:
    """Write the row of a job that goes on with work already let in: it is never refused."""
    return Job.objects.create(
        task=task, input=input, timeline_id=timeline_id, nudged_at=timezone.now()
    )


def claim(job_id: str | uuid.UUID) -> Job | None:
    """Take a job that is queued, or whose worker let its lease run out; None if there is none."""
    now = timezone.now()
    free = Q(state=Job.State.QUEUED) | Q(
        state__in=(Job.State.RUNNING, Job.State.WAITING), lease_until__lt=now
    )
    changed = Job.objects.filter(free, pk=job_id).update(
        state=Job.State.RUNNING, attempts=F("attempts") + 1, lease_until=now + LEASE, waits_for=""
    )
    return Job.objects.get(pk=job_id) if changed else None


def is_exhausted(job: Job) -> bool:
    """True when the job has been tried often enough and must only be written off."""
    return job.attempts > MAX_ATTEMPTS


def finish(job: Job, result: dict[str, Any]) -> None:
    """Record the answer. Raises LeaseLost; call it in the transaction that writes the rest."""
    _close(job, state=Job.State.DONE, result=result)


def fail(job: Job, *, code: str, detail: str = "", result: dict[str, Any] | None = None) -> None:
    """Record the failure. Raises LeaseLost."""
    _close(job, state=Job.State.FAILED, error_code=code, error_detail=detail, result=result)


def park(job: Job, waits_for: str) -> None:
    """Let the job wait for another one's result; the attempt does not count."""
    _change(
        job,
        state=Job.State.WAITING,
        waits_for=waits_for,
        attempts=F("attempts") - 1,
        lease_until=timezone.now() + LEASE,
    )


def unpark(waits_for: str) -> list[str]:
    """Queue the jobs that waited; returns their ids, to be enqueued after commit."""
    waiting = Job.objects.filter(state=Job.State.WAITING, waits_for=waits_for)
    ids = [str(pk) for pk in waiting.values_list("pk", flat=True)]
    waiting.filter(pk__in=ids).update(
        state=Job.State.QUEUED, waits_for="", nudged_at=timezone.now()
    )
    return ids


def requeue(job: Job) -> bool:
    """Queue a job that has ended once more, with all its attempts; False if it has not ended.

    Whether it may be is for :mod:`core.running_again` to say. Enqueue it after commit. A
    worker that was believed dead may then hold an attempt of the same number; its result is
    for the same input, and only one is kept.
    """
    ended = Job.objects.filter(pk=job.pk, state__in=FINISHED)
    return bool(
        ended.update(
            state=Job.State.QUEUED,
            attempts=0,
            result=None,
            error_code="",
            error_detail="",
            finished_at=None,
            queued_at=timezone.now(),
            nudged_at=timezone.now(),
        )
    )


def due() -> list[Job]:
    """Jobs that need a message: expired leases, and queued ones nobody took for a while."""
    now = timezone.now()
    expired = Q(state__in=(Job.State.RUNNING, Job.State.WAITING), lease_until__lt=now)
    unanswered = Q(nudged_at__lt=F("lease_until")) | Q(nudged_at__lt=now - STALE)
    stale = Q(state=Job.State.QUEUED, nudged_at__lt=now - STALE)
    jobs = list(Job.objects.filter((expired & unanswered) | stale)[:200])
    Job.objects.filter(pk__in=[job.pk for job in jobs]).update(nudged_at=now)
    return jobs


def wait_for(job_id: uuid.UUID, *, deadline_s: float) -> Job:
    """Wait for a finished job. Call it outside any transaction.

    The pause grows with the time waited (about 2 % of it, 4 to 100 ms), so that
    waiting costs neither latency nor the cores that the engines need. Raises
    EngineTimeout at the deadline; the job goes on and its result stays.
    """
    query = Job.objects.filter(pk=job_id).values_list("state", flat=True).query
    # Compiled once: making the SQL takes ten times as long as running it.
    sql, parameters = query.sql_with_params()
    started = time.monotonic()
    while (waited := time.monotonic() - started) < deadline_s:
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            (state,) = cursor.fetchone()
        if state in FINISHED:
            return Job.objects.get(pk=job_id)
        time.sleep(min(max(waited * 0.02, 0.004), 0.1))
    raise EngineTimeout(detail=f"job {job_id} was not finished within {deadline_s} s")


def mine(job: Job) -> QuerySet[Job]:
    """The job's row as long as this attempt holds it; no row afterwards."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, attempts=job.attempts)


def _change(job: Job, **values: Any) -> None:
    if not mine(job).update(**values):
        raise LeaseLost(str(job.pk))


def _close(job: Job, **values: Any) -> None:
    _change(job, lease_until=None, finished_at=timezone.now(), **values)
