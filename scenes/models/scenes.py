"""Scenes, their photos and their reports."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import ApiKey
from scenes.models.uploads import Upload
from scenes.models.visits import Agent, Visit


def new_scene() -> str:
    """32 lower-case hex digits, as clients expect them."""
    return uuid.uuid4().hex


class Scene(models.Model):
    """One recognition of a group of photos. The primary key is the recognition's id.

    The photos of a scene are recognised side by side, then merged once into ``realogram``
    (``scenes.realogram_json.scene_json``), from which each report is made. ``state`` moves only
    forwards, by conditional UPDATEs. ``base_url`` is this server's address as the caller
    knows it ("https://host/"): what a worker writes into reports leads there.
    """

    class State(models.TextChoices):
        PHOTOS = "photos", _("recognising photos")
        MERGING = "merging", _("merging views")
        MERGED = "merged", _("recognised")
        FAILED = "failed", _("failed")

    scene = models.CharField(max_length=32, unique=True, default=new_scene, editable=False)
    state = models.CharField(
        max_length=8, choices=State.choices, default=State.PHOTOS, verbose_name=_("state")
    )
    error = models.CharField(max_length=300, blank=True)
    visit = models.ForeignKey(
        Visit, on_delete=models.CASCADE, related_name="scenes", verbose_name=_("visit")
    )
    agent = models.ForeignKey(
        Agent, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("agent")
    )
    displays = models.JSONField(default=list, verbose_name=_("displays"))
    taken_at = models.DateTimeField(default=timezone.now)
    country_code = models.CharField(max_length=2, blank=True, verbose_name=_("country"))
    retail_chain = models.CharField(max_length=255, blank=True, verbose_name=_("retail chain"))
    metadata = models.JSONField(default=dict)
    webhook = models.CharField(max_length=2000, blank=True)
    stack_height = models.PositiveSmallIntegerField(null=True)
    stack_width = models.PositiveSmallIntegerField(null=True)
    model = models.JSONField(default=dict)
    realogram = models.JSONField(null=True)
    panoramas = models.ManyToManyField(Upload, related_name="+")
    key = models.ForeignKey(ApiKey, null=True, on_delete=models.SET_NULL)
    base_url = models.CharField(max_length=300, blank=True)
    timeline_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now, verbose_name=_("created"))
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["created_at"]),
            models.Index(fields=["timeline_id"]),
        ]
        verbose_name = _("scene")
        verbose_name_plural = _("scenes")

    def __str__(self) -> str:
        return f"scene {self.pk}"


class ScenePhoto(models.Model):
    """One photo of a scene, in the order given. ``seen`` as ``scenes.realogram_json.to_json``
    writes; None while it is not recognised. ``error`` says why it could not be. ``tokens`` are
    those that a vision model took."""

    scene = models.ForeignKey(Scene, on_delete=models.CASCADE, related_name="photos")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="scene_photos")
    position = models.PositiveSmallIntegerField()
    job_id = models.UUIDField(null=True)
    seen = models.JSONField(null=True)
    error = models.CharField(max_length=300, blank=True)
    tokens = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        # So that photos are counted without what was seen on them, which is long.
        indexes: ClassVar = [
            models.Index(fields=["scene", "error", "tokens"], name="photos_figures")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scene", "position"], name="one_photo_a_position")
        ]

    def __str__(self) -> str:
        return f"photo {self.position} of scene {self.scene_id}"


class Report(models.Model):
    """``report_type`` is the plain name, ``asked_as`` the caller's spelling of it."""

    class Status(models.TextChoices):
        NOT_READY = "NOT_READY", _("not ready")
        READY = "READY", _("ready")
        ERROR = "ERROR", _("error")

    scene = models.ForeignKey(Scene, on_delete=models.CASCADE, related_name="reports")
    report_type = models.CharField(max_length=50)
    asked_as = models.CharField(max_length=60)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.NOT_READY)
    json = models.JSONField(null=True)
    error = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    previous_report = models.ForeignKey(
        "self", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_date = models.DateTimeField(default=timezone.now)
    updated_date = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scene", "asked_as"], name="one_report_a_spelling")
        ]
        indexes: ClassVar = [models.Index(fields=["report_type", "status"])]

    def __str__(self) -> str:
        return f"{self.report_type} {self.pk}"
