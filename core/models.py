"""Rows that belong to no panel: jobs, timelines, API keys, heartbeats, deliveries."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from rest_framework_api_key.models import AbstractAPIKey
from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """A UUIDv7: sorts by time, cannot be guessed."""
    return uuid7()


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


class TimelineRequest(models.Model):
    """One request, from arrival to answer. ``id`` is the ``timeline_request_id``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    panel = models.CharField(max_length=30)
    client = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=300, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    error_code = models.CharField(max_length=50, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["created_at"]),
            models.Index(fields=["panel", "created_at", "status"]),
        ]
        ordering: ClassVar = ["-created_at"]
        verbose_name = "timeline"

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


class ApiKey(AbstractAPIKey):
    """A key of a calling program. Stored hashed; shown once, when it is made."""

    endpoints = models.JSONField(
        default=list, blank=True, help_text="What the key may be used for. None ticked: everything."
    )
    requests_per_minute = models.PositiveIntegerField(
        default=0,
        blank=True,
        help_text="Requests within any 60 seconds, over all endpoints together. 0: no limit.",
    )
    monthly_quota = models.PositiveIntegerField(
        default=0,
        blank=True,
        help_text="Units per calendar month (UTC), over all endpoints together: each page of a "
        "document and each photo is one. 0: no limit.",
    )

    class Meta(AbstractAPIKey.Meta):
        verbose_name = "API key"
        verbose_name_plural = "API keys"

    def allows(self, endpoint: str) -> bool:
        """True when the key is not limited, or limited to endpoints among which this one is."""
        return not self.endpoints or endpoint in self.endpoints


class KeyUsage(models.Model):
    """Units that a key has used in one calendar month (UTC); ``endpoint`` "" is the total."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="usage")
    endpoint = models.CharField(max_length=100, blank=True)
    month = models.DateField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "endpoint", "month"], name="one_count_a_month")
        ]

    def __str__(self) -> str:
        return f"{self.endpoint or 'total'} {self.month:%Y-%m}: {self.count}"


class Heartbeat(models.Model):
    """A sign of life of one worker, written every ten seconds through the queue."""

    name = models.CharField(max_length=100, primary_key=True)
    seen_at = models.DateTimeField()
    detail = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class Delivery(models.Model):
    """One event on its way to a webhook. ``id`` is the event's id, the same on every attempt.

    ``attempts`` counts all of them and is the fencing token, as with jobs; ``tries`` counts
    those since it was last sent by hand, which is where the schedule stands.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "waiting"
        SENDING = "sending", "sending"
        DELIVERED = "delivered", "delivered"
        PARKED = "parked", "parked"
        STOPPED = "stopped", "stopped by the receiver"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    panel = models.CharField(max_length=30)
    event = models.CharField(max_length=50)
    subject = models.CharField(max_length=100)
    url = models.CharField(max_length=2048)
    host = models.CharField(max_length=260)
    body = models.TextField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    nudged_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["host", "state", "due_at"]),
            models.Index(fields=["created_at"]),
        ]
        ordering: ClassVar = ["-created_at"]
        verbose_name_plural = "deliveries"

    def __str__(self) -> str:
        return f"{self.event} of {self.subject}"


class DeliveryAttempt(models.Model):
    """One POST. ``duration_ms`` None: it is under way, or its worker died in the middle."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tried")
    number = models.PositiveIntegerField()
    started_at = models.DateTimeField(default=timezone.now)
    duration_ms = models.FloatField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    error = models.CharField(max_length=300, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"attempt {self.number}"
