"""Scenes, as a request opens them. The worker's half is ``scenes/recognising.py``."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core import jobs
from core.errors import InvalidInput
from core.models import ApiKey, Job
from core.timeline import came_to
from scenes.models import Agent, Display, Report, Scene, ScenePhoto, ShelfSettings, Upload, Visit
from scenes.services.report_opening import open_reports, usual_reports
from scenes.services.visits import agent_named, images_without_scene

SEE_PHOTO = "scenes.see_photo"
MERGE = "scenes.merge_views"
MAKE_REPORT = "scenes.make_report"


class Refused(InvalidInput):
    """A value of the request does not fit what is in the database. ``message`` is public."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Asked:
    """What a caller wants recognised. ``images`` and ``displays`` are ids, each once.

    ``report_types`` are in the caller's spelling, each once; empty for the default ones.
    ``taken_at`` None is now. ``agent`` is the client's own (id, name).
    """

    images: tuple[int, ...]
    report_types: tuple[str, ...] = ()
    displays: tuple[int, ...] = ()
    visit: int | None = None
    taken_at: datetime | None = None
    webhook: str = ""
    stack_height: int | None = None
    stack_width: int | None = None
    country_code: str = ""
    retail_chain: str = ""
    metadata: Mapping[str, Any] | None = None
    agent: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A scene that was written, its reports, and the jobs to be enqueued after commit."""

    scene: Scene
    images: tuple[int, ...]
    reports: tuple[Report, ...]
    jobs: tuple[Job, ...]


def uploads_of(asked: Asked, most: int) -> list[Upload]:
    """The photos of the scene, in order; where none are named, those of the visit that are in
    no scene yet. Raises Refused."""
    if asked.images:
        known = Upload.objects.in_bulk(asked.images)
        for pk in asked.images:
            if pk not in known:
                raise Refused("images", _unknown(pk))
        uploads = [known[pk] for pk in asked.images]
    else:
        # The visit is locked, so that two requests do not both take its photos.
        visit = Visit.objects.select_for_update().filter(pk=asked.visit or 0).first()
        if asked.visit is not None and visit is None:
            raise Refused("visit", _unknown(asked.visit))
        uploads = list(images_without_scene(visit)) if visit else []
    if not uploads:
        raise Refused("images", "Name at least one photo, or a visit with photos in no scene.")
    if len(uploads) > most:
        raise Refused("images", f"Ensure this field has no more than {most} elements.")
    return uploads


@transaction.atomic
def open_scene(
    asked: Asked,
    uploads: Sequence[Upload],
    row: ShelfSettings,
    *,
    key: ApiKey | None,
    timeline_id: uuid.UUID,
    base_url: str,
) -> Opened:
    """Write a scene of ``uploads``, its reports and a job for each photo.

    ``base_url`` is where this server is reached; URLs in reports start with it. Raises
    Refused, and EngineUnavailable when too many photos are waiting.
    """
    displays = _displays(asked.displays)
    scene = Scene(
        **_asked_columns(asked),
        displays=[display.pk for display in displays],
        model=frozen_model(row),
        key=key,
        timeline_id=timeline_id,
        base_url=base_url,
    )
    scene.save(force_insert=True)
    came_to(timeline_id, scene.state, parts=len(uploads))
    names = asked.report_types or usual_reports(row, displays, len(uploads))
    reports = open_reports(scene, names)
    opened = _open_photos(scene, uploads)
    return Opened(scene, tuple(upload.pk for upload in uploads), tuple(reports), tuple(opened))


def _asked_columns(asked: Asked) -> dict[str, Any]:
    """The agent and the visit of a new scene, found or made, and what is kept as it was asked."""
    agent = agent_named(*asked.agent) if asked.agent else None
    return {
        "visit": _visit(asked, agent),
        "agent": agent,
        "taken_at": asked.taken_at or timezone.now(),
        "country_code": asked.country_code,
        "retail_chain": asked.retail_chain,
        "metadata": dict(asked.metadata or {}),
        "webhook": asked.webhook,
        "stack_height": asked.stack_height,
        "stack_width": asked.stack_width,
    }


def frozen_model(row: ShelfSettings) -> dict[str, Any]:
    """Which model may help, as stored with a scene; never the key. Empty for none."""
    if not row.uses_model or row.lacks_key:
        return {}
    return row.frozen_model() | {"tokens_per_day": row.tokensPerDay}


def _open_photos(scene: Scene, uploads: Sequence[Upload]) -> list[Job]:
    opened = []
    for position, _ in enumerate(uploads):
        about = {"scene": scene.pk, "position": position}
        opened.append(jobs.open_job(SEE_PHOTO, input=about, timeline_id=scene.timeline_id))
    ScenePhoto.objects.bulk_create(
        ScenePhoto(scene=scene, upload=upload, position=position, job_id=job.pk)
        for position, (upload, job) in enumerate(zip(uploads, opened, strict=True))
    )
    return opened


def _displays(ids: Sequence[int]) -> list[Display]:
    known = Display.objects.in_bulk(ids)
    for pk in ids:
        if pk not in known:
            raise Refused("display", _unknown(pk))
    return [known[pk] for pk in ids]


def _visit(asked: Asked, agent: Agent | None) -> Visit:
    if asked.visit is None:
        started = asked.taken_at or timezone.now()
        return Visit.objects.create(started_date=started, agent=agent.agent_id if agent else None)
    visit = Visit.objects.filter(pk=asked.visit).first()
    if visit is None:
        raise Refused("visit", _unknown(asked.visit))
    return visit


def _unknown(pk: int) -> str:
    return f'Invalid pk "{pk}" - object does not exist.'
