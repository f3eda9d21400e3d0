"""What was recognised, and readings that are remembered."""

# The seed fixes the names of settings and columns, camelCase included.
# ruff: noqa: N815

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import new_id


def _text_id() -> str:
    return str(new_id())


class SerialRecognition(models.Model):
    """One answered request, with exactly the columns the seed documents.

    ``ai_execution_time`` is in seconds: from the worker's start to the verdict,
    the photo's download included.
    """

    class Status(models.TextChoices):
        SUCCESS = "success", _("success")
        FAILED = "failed", _("failed")
        LOW_CONFIDENCE = "low_confidence", _("low confidence")
        ERROR = "error", _("error")

    id = models.CharField(primary_key=True, max_length=36, default=_text_id, editable=False)
    clientUid = models.CharField(db_column="clientUid", max_length=200, verbose_name=_("client"))
    serialNumber = models.CharField(
        db_column="serialNumber", max_length=64, blank=True, verbose_name=_("serial number")
    )
    confidence = models.FloatField(null=True, verbose_name=_("confidence"))
    recognition_status = models.CharField(
        max_length=20, choices=Status.choices, verbose_name=_("status")
    )
    fileName = models.CharField(db_column="fileName", max_length=255, blank=True)
    fileSize = models.PositiveBigIntegerField(db_column="fileSize", null=True)
    imageType = models.CharField(db_column="imageType", max_length=50, blank=True)
    location = models.CharField(max_length=120, blank=True, verbose_name=_("location"))
    additionalNumbers = models.JSONField(db_column="additionalNumbers", default=list)
    notes = models.CharField(max_length=500, blank=True, verbose_name=_("notes"))
    rating = models.PositiveSmallIntegerField(null=True, verbose_name=_("rating"))
    feedback = models.TextField(blank=True, verbose_name=_("feedback"))
    ai_execution_time = models.FloatField(null=True)
    timeline_request_id = models.CharField(max_length=36, blank=True)
    created_at = models.DateTimeField(
        default=timezone.now, editable=False, verbose_name=_("created")
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "ai_serial_recognition"
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            # All that the dashboard counts, so that it is counted without the rows.
            models.Index(
                fields=["created_at", "recognition_status", "confidence", "rating", "clientUid"],
                name="recognition_figures",
            ),
            models.Index(fields=["clientUid", "created_at"]),
            models.Index(fields=["timeline_request_id"]),
        ]
        verbose_name = _("recognition")
        verbose_name_plural = _("recognitions")

    def __str__(self) -> str:
        return self.serialNumber or self.recognition_status


class RecognitionDetail(models.Model):
    """What the seed's table has no column for: evidence, model, tokens, cache.

    ``seen`` is all that was read on the photo (see ``recognition.judging.telling``), ``photo``
    the name of the kept photo in the storage, "" where none is kept.
    ``created_at``, ``client`` and ``status`` are here too, so that tokens are summed by one
    index: joining took a dashboard of 100,000 recognitions 0.37 s.
    """

    recognition = models.OneToOneField(
        SerialRecognition, on_delete=models.CASCADE, related_name="detail", primary_key=True
    )
    tokens = models.PositiveIntegerField(default=0)
    model = models.CharField(max_length=200, blank=True)
    cached = models.BooleanField(default=False)
    cache_key = models.CharField(max_length=64, blank=True)
    box = models.JSONField(null=True)
    barcodes = models.JSONField(default=list)
    candidates = models.JSONField(default=list)
    checks = models.JSONField(default=dict)
    error_code = models.CharField(max_length=50, blank=True)
    seen = models.JSONField(default=dict)
    photo = models.CharField(max_length=100, blank=True)
    client = models.CharField(max_length=200, blank=True, default="", db_default="")
    status = models.CharField(max_length=20, blank=True, default="", db_default="")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["created_at", "model", "cached", "tokens", "client", "status"],
                name="recognition_models",
            ),
        ]

    def __str__(self) -> str:
        return f"detail of {self.recognition_id}"


class CachedReading(models.Model):
    """A reading by content, before any threshold. ``answer`` is None while its owner works."""

    key = models.CharField(primary_key=True, max_length=64)
    owner = models.UUIDField()
    answer = models.JSONField(null=True)
    expires_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key
