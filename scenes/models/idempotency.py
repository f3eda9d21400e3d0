"""Answers that are given again to a caller who sends the same request again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from core.models import ApiKey


class KeptAnswer(models.Model):
    """What a POST with an ``Idempotency-Key`` was answered. ``status`` is None while the first
    one is at work; ``digest`` is the SHA-256 of path and body in hex."""

    key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.JSONField(null=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key", "name"], name="one_answer_a_name")
        ]

    def __str__(self) -> str:
        return f"answer to {self.name}"
