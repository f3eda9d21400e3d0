"""Scenes, their photos and reports go when their time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from core import timeline
from core.models import Job
from scenes.models import (
    OosReason,
    PackShot,
    RecognitionError,
    Scene,
    ScenePhoto,
    ShelfSettings,
    Sku,
    Upload,
)

PANEL = "scenes"


def purge(row: ShelfSettings) -> int:
    """Delete scenes older than they are to be kept, with their jobs and timelines, and photos
    just as old that nothing refers to; returns how many scenes went."""
    if not row.retentionDays:
        return 0
    kept_for = timedelta(days=row.retentionDays)
    before = timezone.now() - kept_for
    gone = 0
    for pk, timeline_id in Scene.objects.filter(created_at__lt=before).values_list(
        "pk", "timeline_id"
    ):
        with transaction.atomic():
            Job.objects.filter(timeline_id=timeline_id).delete()
            Scene.objects.filter(pk=pk).delete()
        gone += 1
    for upload in _free(before):
        _delete(upload)
    timeline.purge(kept_for, panel=PANEL)
    return gone


def _free(before: datetime) -> QuerySet[Upload]:
    """Photos of before then that no scene, product or message refers to."""
    uses = (
        ScenePhoto.objects.filter(upload=OuterRef("pk")),
        PackShot.objects.filter(upload=OuterRef("pk")),
        Sku.objects.filter(image=OuterRef("pk")),
        Scene.panoramas.through.objects.filter(upload=OuterRef("pk")),
        RecognitionError.images.through.objects.filter(upload=OuterRef("pk")),
        OosReason.images.through.objects.filter(upload=OuterRef("pk")),
    )
    free = Upload.objects.filter(created_date__lt=before)
    for use in uses:
        free = free.filter(~Exists(use))
    return free


def _delete(upload: Upload) -> None:
    """First the row: a file without a row is waste, a row without a file is a broken promise."""
    name, storage = upload.file.name, upload.file.storage
    upload.delete()
    if name:
        storage.delete(name)
