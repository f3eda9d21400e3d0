"""One bundled photo of each panel, recognised by this server while somebody watches.

The first page is open to all, so this must cost next to nothing however often it is asked
for. A visitor chooses neither photo nor engine nor settings; no key is used, no vision
model is asked, no row of a panel is written. And each panel recognises its photo at most
once in ``PERIOD`` over all visitors and web processes together: a panel has one job, which
one conditional UPDATE queues again, so of many clicks at once one counts. In between
everybody sees the kept answer and how old it is. Making the answers once, when
the server is installed, would cost still less, but such a page says nothing about whether
recognition works today.
"""

from __future__ import annotations

import dataclasses
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from core import jobs, leases
from core.engines import Pixels
from core.errors import EngineFailed
from core.models import Job
from core.photos import from_bytes

log = structlog.get_logger(__name__)

PERIOD = timedelta(minutes=10)
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

    ``running`` is how an unfinished job stands, "" if there is none. ``may_start``: the photo
    may be recognised now. ``failed``: the last attempt did.
    """

    answer: dict[str, Any] | None
    running: str
    may_start: bool
    failed: bool


def offers() -> dict[str, Offer]:
    """By panel, in the order of INSTALLED_APPS."""
    said = {app.label: getattr(app, "example", None) for app in apps.get_app_configs()}
    return {
        panel: Offer(panel, settings.BASE_DIR / offer["photo"], offer["task"], offer["recognise"])
        for panel, offer in said.items()
        if offer
    }


def open_example(offer: Offer) -> str | None:
    """Queue the panel's job if that is due; its id, to be enqueued after commit, or None."""
    now, pk = timezone.now(), _job_id(offer)
    first = {"task": offer.task, "queued_at": now, "nudged_at": now}
    _, is_new = Job.objects.get_or_create(pk=pk, defaults=first)
    rested = Job.objects.filter(pk=pk, state__in=jobs.FINISHED, queued_at__lte=now - PERIOD)
    # The result stays until the next one is there.
    is_due = is_new or rested.update(
        state=Job.State.QUEUED, attempts=0, finished_at=None, queued_at=now, nudged_at=now
    )
    return str(pk) if is_due else None


def state(offer: Offer) -> State:
    """How the example of a panel stands."""
    job = Job.objects.filter(pk=_job_id(offer)).first()
    if job is None:
        return State(answer=None, running="", may_start=True, failed=False)
    is_over = job.state in jobs.FINISHED
    return State(
        answer=job.result,
        running="" if is_over else job.state,
        may_start=is_over and job.queued_at <= timezone.now() - PERIOD,
        failed=job.state == Job.State.FAILED,
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
    at = timezone.now().isoformat()
    return {**dataclasses.asdict(shown), **size, "seconds": seconds, "at": at}


def _job_id(offer: Offer) -> uuid.UUID:
    return uuid.uuid5(_NAMESPACE, offer.panel)
