"""What people in the field say about a scene."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from scenes.models.catalogue import Sku
from scenes.models.scenes import Scene
from scenes.models.uploads import Upload


class _Feedback(models.Model):
    scene = models.ForeignKey(
        Scene, null=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("scene")
    )
    sku = models.ForeignKey(
        Sku, null=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("SKU")
    )
    message = models.TextField(blank=True, verbose_name=_("message"))
    images = models.ManyToManyField(Upload, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, verbose_name=_("created"))

    class Meta:
        abstract = True
        ordering: ClassVar = ["-id"]


class RecognitionError(_Feedback):
    """A SKU was recognised wrongly."""

    class Meta(_Feedback.Meta):
        verbose_name = _("recognition error")
        verbose_name_plural = _("recognition errors")

    def __str__(self) -> str:
        return f"recognition error {self.pk}"


class OosReason(_Feedback):
    """Why a SKU is out of stock."""

    reason = models.CharField(max_length=255, blank=True, verbose_name=_("reason"))

    class Meta(_Feedback.Meta):
        verbose_name = _("out-of-stock reason")
        verbose_name_plural = _("out-of-stock reasons")

    def __str__(self) -> str:
        return f"out-of-stock reason {self.pk}"
