"""What is told to webhooks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from core.models.ids import new_id


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
