"""What happened to each request, step by step."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.ids import new_id


class TimelineRequest(models.Model):
    """One request, from arrival to answer. ``id`` is the ``timeline_request_id``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    panel = models.CharField(max_length=30, verbose_name=_("panel"))
    client = models.CharField(max_length=200, blank=True, verbose_name=_("client"))
    origin = models.CharField(max_length=300, blank=True, verbose_name=_("origin"))
    status = models.PositiveSmallIntegerField(null=True, verbose_name=_("status"))
    error_code = models.CharField(max_length=50, blank=True, verbose_name=_("error code"))
    created_at = models.DateTimeField(verbose_name=_("created"))
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["created_at"]),
            models.Index(fields=["panel", "created_at", "status", "client"]),
        ]
        ordering: ClassVar = ["-created_at"]
        verbose_name = _("timeline")
        verbose_name_plural = _("timelines")

    def __str__(self) -> str:
        return str(self.id)


class TimelineStep(models.Model):
    """One step of a request. ``detail`` is small and safe to show."""

    request = models.ForeignKey(TimelineRequest, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=30)
    attempt = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    duration_ms = models.FloatField()
    outcome = models.CharField(max_length=50)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["started_at", "id"]

    def __str__(self) -> str:
        return f"{self.name} {self.duration_ms:.0f} ms {self.outcome}"
