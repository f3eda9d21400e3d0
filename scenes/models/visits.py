"""Who was where, when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Agent(models.Model):
    """Made and renamed through the metadata of scenes. ``agent_id`` is the client's own id."""

    agent_id = models.CharField(max_length=255, unique=True)
    name = models.CharField(max_length=255, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name or self.agent_id


class Visit(models.Model):
    """``shop`` and ``agent`` are the client's own names. ``confirmed_at``: when a reader of the
    Data API said that it has the visit; until then the visit is new."""

    cid = models.CharField(max_length=255, null=True, blank=True)
    shop = models.CharField(max_length=255, null=True, blank=True, db_index=True)
    agent = models.CharField(max_length=255, null=True, blank=True)
    task = models.JSONField(null=True, blank=True)
    started_date = models.DateTimeField(default=timezone.now)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    shop_details = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"visit {self.pk}"
