"""The worker's half of jobs whose result is read in the admin: an answer, or why there is none."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from core import jobs, leases
from core.errors import EngineFailed, RecognitionError
from core.models import Job


def attempt(job_id: str, work: Callable[[Job], dict[str, Any]]) -> None:
    """Claim the job and end it done, with what ``work`` gives or with its failure in words.

    The result also has the ``model`` and ``base_url`` of the job's settings, and ``seconds``.
    """
    job = jobs.claim(job_id)
    if job is None:
        return
    started = time.monotonic()
    try:
        with leases.kept_alive(job):
            if jobs.is_exhausted(job):
                raise EngineFailed("The worker stopped each time it tried.", reason="worker_lost")
            result = work(job)
    except RecognitionError as error:
        result = _problem(error)
    asked = {name: job.input["settings"][name] for name in ("model", "base_url")}
    jobs.finish(job, {**result, **asked, "seconds": round(time.monotonic() - started, 2)})


def _problem(error: RecognitionError) -> dict[str, Any]:
    reason = getattr(error, "reason", "") or error.code
    return {"problem": error.message, "reason": reason, "detail": error.detail[:300]}
