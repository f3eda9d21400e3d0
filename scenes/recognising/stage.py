"""What the stages of a scene share: one attempt of a job, under its lease."""

from __future__ import annotations

from abc import ABC, abstractmethod

import structlog

from core import jobs, leases
from core.errors import EngineFailed, RecognitionError
from core.models import Job
from core.timeline import Timeline

log = structlog.get_logger(__name__)

WORKER_LOST = "Recognition was interrupted again and again."
INTERNAL = "Something went wrong on our side."


class Stage(ABC):
    """One attempt of a job. Both ways to end return the jobs to be enqueued next."""

    def __init__(self, job: Job, timeline: Timeline) -> None:
        self.job = job
        self.timeline = timeline

    @abstractmethod
    def work(self) -> list[Job]:
        """Do the work and end the job. Raises LeaseLost, or anything that ends in ``give_up``."""

    @abstractmethod
    def give_up(self, error: RecognitionError) -> list[Job]:
        """End the job without its result. Raises LeaseLost."""

    def gone(self) -> list[Job]:
        """End a job whose rows were deleted meanwhile."""
        jobs.fail(self.job, code="gone", detail="The scene was deleted.")
        return []


def run(job_id: str, stage: type[Stage]) -> list[Job]:
    """Run one attempt of a job; returns the jobs to be enqueued next."""
    job = jobs.claim(job_id)
    if job is None or job.timeline_id is None:
        return []
    timeline = Timeline(job.timeline_id, attempt=job.attempts)
    try:
        with leases.kept_alive(job):
            return _attempt(stage(job, timeline))
    except jobs.LeaseLost:
        log.warning("attempt_superseded", job=job_id, attempt=job.attempts)
        return []
    finally:
        timeline.flush()


def _attempt(stage: Stage) -> list[Job]:
    if jobs.is_exhausted(stage.job):
        return stage.give_up(EngineFailed(WORKER_LOST, reason="worker_lost"))
    try:
        return stage.work()
    except RecognitionError as error:
        return stage.give_up(error)
    except jobs.LeaseLost:
        raise
    except Exception as error:  # the row must end, whatever went wrong
        log.exception("stage_failed", stage=type(stage).__name__, job=str(stage.job.pk))
        return stage.give_up(EngineFailed(INTERNAL, detail=repr(error), reason="internal_error"))


def code_of(error: RecognitionError) -> str:
    """The stable word for operators."""
    return getattr(error, "reason", "") or error.code
