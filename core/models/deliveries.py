"""What is told to webhooks."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models.ids import new_id


class Delivery(models.Model):
    """One event on its way to a webhook. ``id`` is the event's id, the same on every attempt.

    ``attempts`` counts all of them and is the fencing token, as with jobs; ``tries`` counts
    those since it was last sent by hand, which is where the schedule stands.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("sending")
        DELIVERED = "delivered", _("delivered")
        PARKED = "parked", _("parked")
        STOPPED = "stopped", _("stopped by the receiver")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    panel = models.CharField(max_length=30, verbose_name=_("panel"))
    event = models.CharField(max_length=50, verbose_name=_("event"))
    subject = models.CharField(max_length=100, verbose_name=_("subject"))
    url = models.CharField(max_length=2048, verbose_name=_("address"))
    host = models.CharField(max_length=260, verbose_name=_("receiver"))
    body = models.TextField()
    state = models.CharField(
        max_length=9, choices=State.choices, default=State.WAITING, verbose_name=_("state")
    )
    reason = models.CharField(max_length=300, blank=True, verbose_name=_("reason"))
    attempts = models.PositiveIntegerField(default=0, verbose_name=_("attempts"))
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now, verbose_name=_("due"))
    nudged_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now, verbose_name=_("created"))
    finished_at = models.DateTimeField(null=True, verbose_name=_("ended"))

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["host", "state", "due_at"]),
            models.Index(fields=["created_at"]),
        ]
        ordering: ClassVar = ["-created_at"]
        verbose_name_plural = _("deliveries")
        verbose_name = _("delivery")

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
