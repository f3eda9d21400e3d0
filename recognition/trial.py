"""“Test with a sample”: one bundled photo through the model as it is configured.

A job like any other, because engines are called by workers only. Its result is what
the settings page shows: answer, tokens and time, or the failure in words.
"""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from core import jobs
from core.errors import EngineFailed
from core.models import Job
from core.photos import from_bytes
from core.vision_engine import vision_engine
from recognition.asking.questions import ask_model
from recognition.attempts import attempt
from recognition.evidence import ModelReading
from recognition.models import RecognitionSettings
from recognition.services import frozen

TASK = "recognition.test_model"
SAMPLE = Path(__file__).parent / "samples" / "router.jpg"
KEPT = timedelta(days=1)


def open_test(row: RecognitionSettings) -> Job:
    """Write the job of a test with the saved settings; the caller enqueues it after commit."""
    Job.objects.filter(task=TASK, finished_at__lt=timezone.now() - KEPT).delete()
    return jobs.open_job(TASK, input={"settings": frozen(row)})


def run_test(job_id: str) -> None:
    """The worker's half. The job ends done, with what was read or with why nothing was."""
    attempt(job_id, _outcome)


def _outcome(job: Job) -> dict[str, Any]:
    settings = job.input["settings"]
    if not SAMPLE.exists():
        missing = f"The sample photo {SAMPLE.name} is missing here."
        raise EngineFailed(missing, reason="no_sample")
    photo = from_bytes(SAMPLE.read_bytes())
    engine = vision_engine(RecognitionSettings, settings)
    reading = ask_model(engine, photo.pixels(), (), settings["additional_prompt"])
    return {"reading": _plain(reading)}


def _plain(reading: ModelReading) -> dict[str, Any]:
    plain = dataclasses.asdict(reading)
    plain["additional"] = [f"{value} ({kind})" for value, kind in reading.additional]
    return plain
