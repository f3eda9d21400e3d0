"""First stage: what each photo shows by itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from core import jobs
from core.engines import Pixels
from core.engines.loading import text_engine
from core.errors import Fault, RecognitionError
from core.models import Job
from core.quotas import refund
from core.timeline import came_to
from scenes.catalogue_index import current_index
from scenes.kept_photos import photo_of
from scenes.models import Scene, ScenePhoto, ShelfSettings
from scenes.prices import PriceOptions
from scenes.quality import quality_of
from scenes.realogram import Quality, SeenPhoto
from scenes.realogram_json import quality_from_json, to_json
from scenes.recognising.model_reading import ModelReading
from scenes.recognising.stage import Stage, code_of
from scenes.services.candidates import candidates_of
from scenes.services.placeholders import named
from scenes.services.scenes import MERGE

ID_SPAN = 100_000
"""Ids of facings and tags of one photo lie within so many, so that they differ in a scene."""


class SeePhoto(Stage):
    @cached_property
    def photo(self) -> ScenePhoto | None:
        about = self.job.input
        photos = ScenePhoto.objects.select_related("scene", "upload").defer("scene__realogram")
        return photos.filter(scene=about["scene"], position=about["position"]).first()

    def work(self) -> list[Job]:
        if self.photo is None:
            return self.gone()
        seen = self._seen(self.photo)
        return self._end(self.photo, seen=to_json(seen))

    def give_up(self, error: RecognitionError) -> list[Job]:
        return self._end(self.photo, error=error) if self.photo else self.gone()

    def _seen(self, photo: ScenePhoto) -> SeenPhoto:
        row = ShelfSettings.load() or ShelfSettings()
        where = {"photo": photo.position, "image": photo.upload_id}
        with self.timeline.step("photo_decode", **where) as detail:
            pixels = photo_of(photo.upload).pixels()
            detail.update(width=pixels.shape[1], height=pixels.shape[0])
        with self.timeline.step("catalogue", **where) as detail:
            index = current_index()
            only = candidates_of(photo.scene)
            detail.update(pack_shots=len(index.entries), skus=None if only is None else len(only))
        with self.timeline.step("matching", **where) as detail:
            text = text_engine()
            seen: SeenPhoto = import_string(settings.SHELF_ENGINES["see"])(
                pixels,
                photo.upload_id,
                index,
                only=only,
                text=text,
                threshold=row.confidenceThreshold,
                options=_price_options(row),
                first_id=photo.position * ID_SPAN + 1,
            )
            detail.update(facings=len(seen.facings), tags=len(seen.tags), gaps=len(seen.gaps))
        if seen.quality is None:
            seen = replace(seen, quality=_quality(photo, pixels))
        help_ = ModelReading(photo, self.timeline, text, row.confidenceThreshold)
        seen = help_.completed(seen, pixels, only)
        return named(seen, threshold=row.confidenceThreshold)

    def _end(
        self,
        photo: ScenePhoto,
        *,
        seen: dict[str, Any] | None = None,
        error: RecognitionError | None = None,
    ) -> list[Job]:
        """Close the photo; whoever closes the last one opens the merge of the scene's views."""
        with transaction.atomic():
            # Locked: of two photos that end together, the second one sees the first one's end.
            scene = Scene.objects.select_for_update().only("pk", "state").get(pk=photo.scene_id)
            if error is None:
                jobs.finish(self.job, {})
            else:
                jobs.fail(self.job, code=code_of(error), detail=str(error)[:2000])
                _refund(photo, error)
            ScenePhoto.objects.filter(pk=photo.pk, done_at=None).update(
                seen=seen, error=error.message[:300] if error else "", done_at=timezone.now()
            )
            self.timeline.flush()
            return self._next(scene)

    def _next(self, scene: Scene) -> list[Job]:
        if ScenePhoto.objects.filter(scene=scene, done_at=None).exists():
            return []
        mine = Scene.objects.filter(pk=scene.pk, state=Scene.State.PHOTOS)
        if not mine.update(state=Scene.State.MERGING):
            return []
        came_to(self.timeline.id, Scene.State.MERGING)
        return [jobs.open_next(MERGE, input={"scene": scene.pk}, timeline_id=self.job.timeline_id)]


def _quality(photo: ScenePhoto, pixels: Pixels) -> Quality:
    """As it was judged when the photo came in."""
    return quality_from_json(photo.upload.quality) or quality_of(pixels)


def _price_options(row: ShelfSettings) -> PriceOptions:
    colours = tuple(str(colour).strip().lower() for colour in row.promoColours)
    return PriceOptions(promo_colours=colours) if colours else PriceOptions()


def _refund(photo: ScenePhoto, error: RecognitionError) -> None:
    """A photo that failed by no fault of the caller is not counted."""
    if error.fault is not Fault.CALLER and photo.scene.key is not None:
        refund(photo.scene.key, "shelf", 1, spent_at=photo.scene.created_at)
