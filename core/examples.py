"""One bundled photo of each panel, recognised by this server while somebody watches.

The first page is open to all, so this must cost next to nothing however often it is asked
for. A visitor chooses neither photo nor engine nor settings; no key is used, no vision
model is asked, no row of a panel is written. And each panel recognises its photo at most
once in ``PERIOD_S`` seconds, over all visitors and web processes together: the id of the
job is made of the panel and of the period, so two requests at once write the same row.
In between everybody sees the kept answer and how old it is. Making the answers once, when
the server is installed, would cost still less, but such a page says nothing about whether
recognition works today.
"""

from __future__ import annotations

import dataclasses
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from core import jobs, leases
from core.engines import Pixels
from core.errors import EngineFailed
from core.models import Job
from core.photos import from_bytes

log = structlog.get_logger(__name__)

PERIOD_S = 600
_NAMESPACE = uuid.UUID("7b2c5a52-6d0e-4c36-9a0e-5a2f8f1c7d11")


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the photo: four corners, pixels of the upright photo, and what is read there.

    ``colour`` is "#rrggbb", or "" for the page's own.
    """

    quad: list[list[float]]
    text: str
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What an example found. ``facts`` are (name, value), the most important first; names are
    English and are translated where they are shown. ``confidence`` is 0-1."""

    facts: list[tuple[str, str]]
    boxes: list[Box]
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """What an AppConfig says about its example (``example``): the photo, relative to the
    project; the name of the task; the dotted path of a function from pixels to ``Shown``."""

    panel: str
    photo: Path
    task: str
    recognise: str


@dataclass(frozen=True, slots=True)
class State:
    """``answer`` is the newest one (``Shown`` and more as plain JSON), None before the first.

    ``running`` is how an unfinished job stands, "" if there is none. ``again_in_s`` is the
    time until the photo may be recognised again, 0 if now. ``failed``: the last job did.
    """

    answer: dict[str, Any] | None
    running: str
    again_in_s: int
    failed: bool


def offers() -> dict[str, Offer]:
    """By panel, in the order of INSTALLED_APPS."""
    said = {app.label: getattr(app, "example", None) for app in apps.get_app_configs()}
    return {
        panel: Offer(panel, settings.BASE_DIR / offer["photo"], offer["task"], offer["recognise"])
        for panel, offer in said.items()
        if offer
    }


def open_example(offer: Offer) -> Job | None:
    """Write the job of this period; None if it is there, or an older one is not finished.

    The caller enqueues it after commit.
    """
    mine = Job.objects.filter(task=offer.task)
    if mine.filter(finished_at=None).exists():
        return None
    with transaction.atomic():
        job, is_new = Job.objects.get_or_create(
            pk=_job_id(offer), defaults={"task": offer.task, "nudged_at": timezone.now()}
        )
        if not is_new:
            return None
        done = mine.filter(state=Job.State.DONE).order_by("-finished_at")
        kept = list(done.values_list("pk", flat=True)[:1])
        mine.filter(finished_at__isnull=False).exclude(pk__in=kept).delete()
    return job


def state(offer: Offer) -> State:
    """How the example of a panel stands."""
    found = list(Job.objects.filter(task=offer.task).order_by("-created_at")[:4])
    done = next((job for job in found if job.state == Job.State.DONE), None)
    running = next((job.state for job in found if job.finished_at is None), "")
    is_used = any(job.pk == _job_id(offer) for job in found)
    return State(
        answer={**(done.result or {}), "at": done.finished_at} if done else None,
        running=running,
        again_in_s=PERIOD_S - int(time.time()) % PERIOD_S if is_used else 0,
        failed=bool(found) and found[0].state == Job.State.FAILED,
    )


def run(job_id: str) -> None:
    """The worker's half. The job ends done, or failed with the engine's code."""
    job = jobs.claim(job_id)
    if job is None:
        return
    try:
        if jobs.is_exhausted(job):
            raise EngineFailed(detail="its worker died each time", reason="worker_lost")
        with leases.kept_alive(job):
            result = _recognised(next(one for one in offers().values() if one.task == job.task))
    except jobs.LeaseLost:
        return
    except Exception as error:  # the row must end, whatever went wrong
        log.exception("example_failed", job=job_id)
        jobs.fail(job, code=getattr(error, "code", "internal_error"), detail=repr(error)[:500])
    else:
        jobs.finish(job, result)


def _recognised(offer: Offer) -> dict[str, Any]:
    photo = from_bytes(offer.photo.read_bytes())
    recognise: Callable[[Pixels], Shown] = import_string(offer.recognise)
    pixels, started = photo.pixels(), time.perf_counter()
    shown = recognise(pixels)
    seconds = round(time.perf_counter() - started, 2)
    size = {"width": photo.width, "height": photo.height}
    return {**dataclasses.asdict(shown), **size, "seconds": seconds}


def _job_id(offer: Offer) -> uuid.UUID:
    return uuid.uuid5(_NAMESPACE, f"{offer.panel} {int(time.time()) // PERIOD_S}")
