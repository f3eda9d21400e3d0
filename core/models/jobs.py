"""Work for workers, and the workers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models.ids import new_id


class Job(models.Model):
    """Work that a worker claims. The row is the truth; queue messages are hints.

    ``attempts`` doubles as the fencing token: whoever writes a result must still
    hold the attempt it claimed, so a worker that was believed dead changes nothing.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        RUNNING = "running", _("running")
        WAITING = "waiting", _("waiting for the same photo")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.CharField(max_length=100, verbose_name=_("task"))
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.QUEUED, verbose_name=_("state")
    )
    attempts = models.PositiveSmallIntegerField(default=0, verbose_name=_("attempts"))
    input = models.JSONField(default=dict)
    result = models.JSONField(null=True, blank=True)
    error_code = models.CharField(max_length=50, blank=True, verbose_name=_("error code"))
    error_detail = models.TextField(blank=True)
    waits_for = models.CharField(max_length=64, blank=True)
    timeline_id = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    queued_at = models.DateTimeField(default=timezone.now)
    nudged_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True, verbose_name=_("created"))
    finished_at = models.DateTimeField(null=True, verbose_name=_("ended"))

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "lease_until"]),
            models.Index(fields=["waits_for"], condition=~models.Q(waits_for=""), name="job_waits"),
            models.Index(fields=["created_at"]),
        ]
        ordering: ClassVar = ["-created_at"]
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return f"{self.task} {self.id}"


class Heartbeat(models.Model):
    """A sign of life of one worker, written every ten seconds through the queue."""

    name = models.CharField(max_length=100, primary_key=True, verbose_name=_("name"))
    seen_at = models.DateTimeField(verbose_name=_("last seen"))
    detail = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.name
