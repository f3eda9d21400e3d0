"""Second stage: all views of a scene together, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from core import jobs
from core.engines import Pixels
from core.errors import EngineFailed, RecognitionError
from core.models import Job
from core.timeline import came_to
from scenes.kept_photos import photo_of
from scenes.models import Report, Scene, ScenePhoto, Upload
from scenes.realogram import Realogram, SeenPhoto
from scenes.realogram_json import from_json, scene_json
from scenes.recognising.panoramas import composed, dropped
from scenes.recognising.photos import ID_SPAN
from scenes.recognising.stage import Stage, code_of
from scenes.services.scenes import MAKE_REPORT

log = structlog.get_logger(__name__)

NOTHING_SEEN = "None of the photos could be recognised."


def waiting_for(scene_id: int) -> str:
    """What a job that needs the whole scene is parked under."""
    return f"scene {scene_id}"


class MergeViews(Stage):
    def work(self) -> list[Job]:
        scene = self._scene()
        if scene is None:
            return self.gone()
        photos = list(scene.photos.select_related("upload"))
        if not any(photo.seen for photo in photos):
            why = {photo.error for photo in photos}
            sentence = f"{NOTHING_SEEN} {why.pop()}" if len(why) == 1 else NOTHING_SEEN
            raise EngineFailed(sentence, reason="no_photo_recognised")
        with self.timeline.step("merge", photos=len(photos)) as detail:
            realogram = _merged(scene, photos)
            counted = sum(1 for _ in realogram.counted())
            detail.update(facings=counted, rows=len(realogram.rows), merged=realogram.merged)
        uploads = composed(scene, realogram, self.timeline)
        try:
            return self._end(scene, realogram=scene_json(realogram), uploads=uploads)
        except BaseException:
            dropped(uploads)
            raise

    def give_up(self, error: RecognitionError) -> list[Job]:
        scene = self._scene()
        return self._end(scene, error=error) if scene else self.gone()

    def _scene(self) -> Scene | None:
        return Scene.objects.filter(pk=self.job.input["scene"]).first()

    def _end(
        self,
        scene: Scene,
        *,
        realogram: dict[str, Any] | None = None,
        uploads: Sequence[Upload] = (),
        error: RecognitionError | None = None,
    ) -> list[Job]:
        state = Scene.State.FAILED if error else Scene.State.MERGED
        with transaction.atomic():
            if error is None:
                jobs.finish(self.job, {})
            else:
                jobs.fail(self.job, code=code_of(error), detail=str(error)[:2000])
            mine = Scene.objects.filter(pk=scene.pk, state=Scene.State.MERGING)
            if mine.update(
                state=state,
                realogram=realogram,
                error=error.message[:300] if error else "",
                finished_at=timezone.now(),
            ):
                came_to(self.timeline.id, state)
            scene.panoramas.set(uploads)
            self.timeline.flush()
            return self._reports(scene)

    def _reports(self, scene: Scene) -> list[Job]:
        """A job for each report, and those that waited for the scene."""
        opened = []
        for report in Report.objects.filter(scene=scene).only("pk"):
            about = {"report": report.pk, "version": 1, "kind": "recognize"}
            about["webhook"] = scene.webhook
            opened.append(
                jobs.open_next(MAKE_REPORT, input=about, timeline_id=self.job.timeline_id)
            )
        waited = Job.objects.filter(pk__in=jobs.unpark(waiting_for(scene.pk)))
        return [*opened, *waited]


@dataclass(frozen=True, slots=True)
class _Pictures:
    """Decodes the photos of a scene when they are asked for: by place, or by upload id."""

    uploads: Sequence[Upload]

    def __call__(self, number: int) -> Pixels:
        return photo_of(self.uploads[number]).pixels()


def _merged(scene: Scene, photos: Sequence[ScenePhoto]) -> Realogram:
    """The whole scene; photos that could not be recognised are in it, empty."""
    seen = [photo for photo in photos if photo.seen]
    once, twins = _apart(seen)
    merge = import_string(settings.SHELF_ENGINES["merge"])
    merged: Realogram = merge(
        [from_json(photo.seen or {}) for photo in once],
        _Pictures([photo.upload for photo in once]),
        stack=(scene.stack_height, scene.stack_width),
    )
    by_image = {photo.image: photo for photo in merged.photos}
    by_image |= {
        twin.upload_id: _as_twin(by_image[original.upload_id], twin, original)
        for twin, original in twins
    }
    whole = tuple(by_image.get(p.upload_id) or _empty(p.upload) for p in photos)
    left_out = tuple(p.upload_id for p in photos if p not in once)
    panoramas = tuple(replace(p, skipped=(*p.skipped, *left_out)) for p in merged.panoramas)
    return replace(merged, photos=whole, panoramas=panoramas)


def _apart(
    photos: Sequence[ScenePhoto],
) -> tuple[list[ScenePhoto], list[tuple[ScenePhoto, ScenePhoto]]]:
    """Photos of different content, and those that were uploaded once more: (copy, original)."""
    first: dict[str, ScenePhoto] = {}
    for photo in photos:
        first.setdefault(photo.upload.digest, photo)
    twins = [(p, first[p.upload.digest]) for p in photos if p is not first[p.upload.digest]]
    return list(first.values()), twins


def _as_twin(seen: SeenPhoto, twin: ScenePhoto, original: ScenePhoto) -> SeenPhoto:
    """The copy of a photo: it shows the same products, and counts none of them."""
    shift = (twin.position - original.position) * ID_SPAN
    return replace(
        seen,
        image=twin.upload_id,
        facings=tuple(replace(f, id=f.id + shift, duplicate=True) for f in seen.facings),
        tags=tuple(
            replace(tag, id=tag.id + shift, facings=tuple(f + shift for f in tag.facings))
            for tag in seen.tags
        ),
    )


def _empty(upload: Upload) -> SeenPhoto:
    return SeenPhoto(upload.pk, upload.width, upload.height)
