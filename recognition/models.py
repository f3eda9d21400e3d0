"""Rows of the serial-number panel: settings, recognitions, cached readings."""

# The seed fixes the names of settings and columns, camelCase included.
# ruff: noqa: N815

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone

from core.models import new_id
from core.vision_settings import LOCAL, VisionSettings
from recognition.validators import clean_domains, validate_domains

colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", "Write a colour as #rrggbb, for example #007bff.")


def _localhost() -> list[str]:
    return ["localhost"]


class RecognitionSettings(VisionSettings):
    """The panel's one settings row, under the names the seed documents."""

    class Engines(models.TextChoices):
        LOCAL = LOCAL, "Local engines only (nothing leaves this server)"
        MODEL = "model", "Vision model only"
        BOTH = "both", "Both: the model, checked against what the local engines saw"

    allowedDomains = models.JSONField(
        "allowed domains",
        default=_localhost,
        blank=True,
        validators=[validate_domains],
        help_text="Hosts whose pages may call this panel: example.com, *.example.com, localhost. "
        "One per line. * lets every page in. Programs without an Origin need an API key.",
    )
    buttonColor = models.CharField(
        "button colour", max_length=7, default="#007bff", validators=[colour]
    )
    bgColor = models.CharField("page colour", max_length=7, default="#ffffff", validators=[colour])
    formBgColor = models.CharField(
        "form colour", max_length=7, default="#ffffff", validators=[colour]
    )
    textColor = models.CharField(
        "text colour", max_length=7, default="#333333", validators=[colour]
    )
    titleMessage = models.CharField(
        "title", max_length=200, default="Analyze image for serial numbers"
    )

    engines = models.CharField(
        max_length=5,
        choices=Engines.choices,
        default=Engines.LOCAL,
        help_text="With “both”, an answer of the model counts only as far as the local engines "
        "can see it on the photo; if the model fails, the local answer is given.",
    )
    additionalPrompt = models.TextField(
        "additional prompt",
        default="",
        blank=True,
        max_length=4000,
        help_text="Added after the fixed rules of the prompt, for the vision model only.",
    )
    confidenceThreshold = models.DecimalField(
        "confidence threshold",
        max_digits=5,
        decimal_places=4,
        default=Decimal("0.7"),
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(Decimal(1))],
        help_text="0.1 to 1. Answers at or above it are “success”, below it “low_confidence”. "
        "Applied when an answer is given, so it also holds for cached readings.",
    )
    CacheResults = models.BooleanField(
        "cache results",
        default=True,
        help_text="The same picture from the same client is answered from memory for 30 days, "
        "for no tokens. A rating of 1 or 2 forgets it.",
    )
    requestsPerMinute = models.PositiveIntegerField(
        "requests per minute",
        default=600,
        help_text="For each client: its API key, or else its address. 0 = no limit.",
    )
    tokensPerDay = models.PositiveIntegerField(
        "tokens per day",
        default=0,
        help_text="For each client, in the UTC day. When they are used up the model is not "
        "asked any more and the local engines answer alone. 0 = no limit.",
    )
    retentionDays = models.PositiveIntegerField(
        "retention (days)",
        default=90,
        help_text="Recognitions, ratings and timelines are deleted after this many days. "
        "0 = kept for ever.",
    )
    photoDays = models.PositiveIntegerField(
        "keep photos (days)",
        default=0,
        help_text="For so long the admin shows each photo with what was read on it, and can run "
        "it again with other settings. 0 = no photo is kept once its answer is given.",
    )

    class Meta:
        verbose_name = "serial-number settings"
        verbose_name_plural = "serial-number settings"

    def __str__(self) -> str:
        return "Serial-number settings"

    def clean(self) -> None:
        self.allowedDomains = clean_domains(self.allowedDomains)

    @property
    def threshold(self) -> float:
        return float(self.confidenceThreshold)


def _text_id() -> str:
    return str(new_id())


class SerialRecognition(models.Model):
    """One answered request, with exactly the columns the seed documents.

    ``ai_execution_time`` is in seconds: from the worker's start to the verdict,
    the photo's download included.
    """

    class Status(models.TextChoices):
        SUCCESS = "success", "success"
        FAILED = "failed", "failed"
        LOW_CONFIDENCE = "low_confidence", "low confidence"
        ERROR = "error", "error"

    id = models.CharField(primary_key=True, max_length=36, default=_text_id, editable=False)
    clientUid = models.CharField(db_column="clientUid", max_length=200)
    serialNumber = models.CharField(db_column="serialNumber", max_length=64, blank=True)
    confidence = models.FloatField(null=True)
    recognition_status = models.CharField(max_length=20, choices=Status.choices)
    fileName = models.CharField(db_column="fileName", max_length=255, blank=True)
    fileSize = models.PositiveBigIntegerField(db_column="fileSize", null=True)
    imageType = models.CharField(db_column="imageType", max_length=50, blank=True)
    location = models.CharField(max_length=120, blank=True)
    additionalNumbers = models.JSONField(db_column="additionalNumbers", default=list)
    notes = models.CharField(max_length=500, blank=True)
    rating = models.PositiveSmallIntegerField(null=True)
    feedback = models.TextField(blank=True)
    ai_execution_time = models.FloatField(null=True)
    timeline_request_id = models.CharField(max_length=36, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
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
        verbose_name = "recognition"

    def __str__(self) -> str:
        return self.serialNumber or self.recognition_status


class RecognitionDetail(models.Model):
    """What the seed's table has no column for: evidence, model, tokens, cache.

    ``seen`` is all that was read on the photo (see ``recognition.judging.telling``), ``photo``
    the name of the kept photo in the storage, "" where none is kept.
    ``created_at`` is here too, so that tokens are summed by one index: joining took a
    dashboard of 100,000 recognitions 0.37 s.
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
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["created_at", "model", "cached", "tokens"], name="recognition_models"
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
