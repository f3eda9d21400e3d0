"""Which ended jobs of the panel may be run again by hand."""

from __future__ import annotations

from core.models import Job


def may_run_again(job: Job) -> bool:
    """A failed analysis whose photo can be fetched anew.

    An answer that was given is never replaced, and an uploaded photo went with the failure.
    """
    return job.state == Job.State.FAILED and not job.input.get("upload")
