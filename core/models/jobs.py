"""Work for workers, and the workers."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from core.models.ids import new_id


class Job(models.Model):
    """Work that a worker claims. The row is the truth; queue messages are hints.

    ``attempts`` doubles as the fencing token: whoever writes a result must still
    hold the attempt it claimed, so a worker that was believed dead changes nothing.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "queued"
        RUNNING = "running", "running"
        WAITING = "waiting", "waiting for the same photo"
        DONE = "done", "done"
        FAILED = "failed", "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    input = models.JSONField(default=dict)
    result = models.JSONField(null=True, blank=True)
    error_code = models.CharField(max_length=50, blank=True)
    error_detail = models.TextField(blank=True)
    waits_for = models.CharField(max_length=64, blank=True)
    timeline_id = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    queued_at = models.DateTimeField(default=timezone.now)
    nudged_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "lease_until"]),
            models.Index(fields=["waits_for"], condition=~models.Q(waits_for=""), name="job_waits"),
            models.Index(fields=["created_at"]),
        ]
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.task} {self.id}"


class Heartbeat(models.Model):
    """A sign of life of one worker, written every ten seconds through the queue."""

    name = models.CharField(max_length=100, primary_key=True)
    seen_at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name
