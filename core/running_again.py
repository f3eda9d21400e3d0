"""Finished jobs that an operator may run once more, as far as that changes nothing for the worse.

The panel decides: its AppConfig's ``runs_again`` names, for each task that may, the dotted path
of a function that judges a finished job. Tasks that it does not name are never run again.
"""

from __future__ import annotations

from functools import partial

from celery import current_app
from django.apps import apps
from django.db import transaction
from django.utils.module_loading import import_string

from core import jobs
from core.models import Job


def may_run_again(job: Job) -> bool:
    """Whether the job has ended and its panel has nothing against another run."""
    path = _judges().get(job.task)
    return job.state in jobs.FINISHED and path is not None and bool(import_string(path)(job))


def run_again(job: Job) -> bool:
    """Queue the job once more and send its message after commit; False where it may not be."""
    if not may_run_again(job) or not jobs.requeue(job):
        return False
    # Robust: without a broker the row waits for the sweeper.
    send = partial(current_app.send_task, job.task, [str(job.pk)])
    transaction.on_commit(send, robust=True)
    return True


def has_failed(job: Job) -> bool:
    """For tasks whose failures may be tried again, whatever they were."""
    return job.state == Job.State.FAILED


def always(_job: Job) -> bool:
    """For tasks that may be run as often as one likes."""
    return True


def _judges() -> dict[str, str]:
    return {
        task: path
        for config in apps.get_app_configs()
        for task, path in getattr(config, "runs_again", {}).items()
    }
