"""Who was where, when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Agent(models.Model):
    """Made and renamed through the metadata of scenes. ``agent_id`` is the client's own id."""

    agent_id = models.CharField(max_length=255, unique=True, verbose_name=_("agent's code"))
    name = models.CharField(max_length=255, blank=True, verbose_name=_("name"))

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("agent")
        verbose_name_plural = _("agents")

    def __str__(self) -> str:
        return self.name or self.agent_id


class Visit(models.Model):
    """``shop`` and ``agent`` are the client's own names. ``confirmed_at``: when a reader of the
    Data API said that it has the visit; until then the visit is new."""

    cid = models.CharField(max_length=255, null=True, blank=True, verbose_name=_("your code"))
    shop = models.CharField(
        max_length=255, null=True, blank=True, db_index=True, verbose_name=_("shop")
    )
    agent = models.CharField(max_length=255, null=True, blank=True, verbose_name=_("agent"))
    task = models.JSONField(null=True, blank=True)
    started_date = models.DateTimeField(default=timezone.now, verbose_name=_("started"))
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    shop_details = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, verbose_name=_("confirmed"))

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("visit")
        verbose_name_plural = _("visits")

    def __str__(self) -> str:
        return f"visit {self.pk}"
