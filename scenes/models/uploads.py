"""Photos as they were uploaded."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import ApiKey


class Upload(models.Model):
    """One photo. ``width`` and ``height`` are pixels of the upright picture (EXIF applied);
    ``digest`` is the SHA-256 of the bytes in hex; ``quality`` as in ``scenes.realogram``."""

    file = models.FileField(max_length=200)
    digest = models.CharField(max_length=64, db_index=True)
    format = models.CharField(max_length=10, verbose_name=_("format"))
    width = models.PositiveIntegerField(verbose_name=_("width"))
    height = models.PositiveIntegerField(verbose_name=_("height"))
    quality = models.JSONField(null=True, blank=True)
    visit = models.ForeignKey(
        "Visit",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="uploads",
        verbose_name=_("visit"),
    )
    key = models.ForeignKey(
        ApiKey, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("API key")
    )
    created_date = models.DateTimeField(default=timezone.now, verbose_name=_("sent"))

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return f"photo {self.pk}"
