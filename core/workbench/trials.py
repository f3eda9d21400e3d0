"""Photos on trial: opened by staff, answered by a worker (``core.workbench.trying``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import jobs
from core.errors import InvalidInput
from core.fetching import judge_url
from core.models import Job
from core.workbench import pictures
from core.workbench.models import Trial
from core.workbench.offers import Offer, offers

KEPT = timedelta(days=1)
"""How long a trial's picture and answers are kept."""
MOST_MODELS = 6
MOST_MODEL_NAME = 200


def model_names(text: str) -> list[str]:
    """Names between commas and line ends, each once. Raises InvalidInput."""
    found = [name.strip() for name in text.replace("\n", ",").split(",")]
    names = list(dict.fromkeys(name for name in found if name))
    if len(names) > MOST_MODELS:
        raise InvalidInput(f"At most {MOST_MODELS} models can be asked at once.")
    if any(len(name) > MOST_MODEL_NAME or not name.isprintable() for name in names):
        raise InvalidInput("One of the models' names cannot be one.")
    return names


def open_trial(
    offer: Offer,
    *,
    user: Any,
    data: bytes = b"",
    url: str = "",
    asked: Sequence[str] = (),
    source: str = "",
) -> tuple[Trial, Job]:
    """Write a trial and its job, to be enqueued after the commit.

    The photo comes as ``data`` or from ``url``. Raises InvalidInput, ImageTooLarge and
    UnsupportedImage for a photo that cannot be read, EngineUnavailable when too many wait.
    """
    forget_old()
    if url:
        judge_url(url)
        return _written(offer, "", user=user, url=url, asked=list(asked), source=source)
    if not data:
        raise InvalidInput("Choose a photo, or give the address of one.")
    name = pictures.keep(pictures.checked(data), "trials")
    try:
        return _written(offer, name, user=user, url="", asked=list(asked), source=source)
    except BaseException:
        pictures.drop(name)
        raise


@transaction.atomic
def _written(offer: Offer, name: str, **values: Any) -> tuple[Trial, Job]:
    trial = Trial(kind=offer.kind, picture=name, **values)
    job = jobs.open_job(offer.try_task, input={"trial": str(trial.pk)})
    trial.job_id = job.pk
    trial.save(force_insert=True)
    return trial, job


def forget_old() -> None:
    """Delete trials that are older than a day, with their pictures, answers and jobs."""
    old = timezone.now() - KEPT
    Trial.objects.filter(created_at__lt=old).delete()
    tasks = [name for offer in offers().values() for name in (offer.try_task, offer.measure_task)]
    Job.objects.filter(task__in=tasks, finished_at__lt=old).delete()
