"""What happened to each request, step by step."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.ids import new_id


class TimelineRequest(models.Model):
    """One request, from arrival to answer. ``id`` is the ``timeline_request_id``.

    What a panel says of it (``core.timeline.came_to``): ``answer`` is what came of it in a word
    of the panel's own, "" where the panel kept nothing; ``parts`` are the photos or pages that
    it took up, ``tokens`` those of vision models. They are here so that a dashboard counts the
    requests of any filter by one index: joining panels' rows took 0.3 s for 100,000 requests.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    panel = models.CharField(max_length=30, verbose_name=_("panel"))
    client = models.CharField(max_length=200, blank=True, verbose_name=_("client"))
    origin = models.CharField(max_length=300, blank=True, verbose_name=_("origin"))
    status = models.PositiveSmallIntegerField(null=True, verbose_name=_("status"))
    error_code = models.CharField(max_length=50, blank=True, verbose_name=_("error code"))
    answer = models.CharField(
        max_length=20, blank=True, default="", db_default="", verbose_name=_("answer")
    )
    parts = models.PositiveIntegerField(default=0, db_default=0, verbose_name=_("photos or pages"))
    tokens = models.PositiveIntegerField(default=0, db_default=0, verbose_name=_("tokens"))
    created_at = models.DateTimeField(verbose_name=_("created"))
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["created_at"]),
            models.Index(
                fields=["panel", "created_at", "status", "client", "answer", "parts", "tokens"],
                name="timelines_figures",
            ),
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
