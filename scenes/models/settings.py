"""The panel's one settings row."""

# Settings keep the style of the other panels' names.
# ruff: noqa: N815

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from core.secrets import EncryptedField
from core.vision_settings import LOCAL, VisionSettings

DEFAULT_REPORTS = ["FACING_COUNT", "SHARE_OF_SPACE", "REALOGRAM", "PRICE_TAGS"]


def default_reports() -> list[str]:
    return list(DEFAULT_REPORTS)


class ShelfSettings(VisionSettings):
    """The panel's one settings row."""

    class Engines(models.TextChoices):
        LOCAL = LOCAL, "Local engines only (nothing leaves this server)"
        BOTH = "both", "Both: a vision model names what matching could not"

    class WebhookFormat(models.TextChoices):
        BOTH = "both", "Both: reports under their ids and under their types"
        DOCS = "docs", "As documented: reports under their ids"
        TYPED = "typed", "As older instances: reports under their types"

    class Denominator(models.TextChoices):
        FACINGS = "facings", "The summed width of all facings"
        PHOTOS = "photos", "The width of the photos"

    engines = models.CharField(
        max_length=5,
        choices=Engines.choices,
        default=Engines.LOCAL,
        help_text="With “local” nothing leaves this server. With “both” cut-outs of products "
        "that matching could not name, and of price tags that could not be read, are sent to "
        "the model; where they are on the photo is always found here.",
    )
    defaultReports = models.JSONField(
        "default reports",
        default=default_reports,
        blank=True,
        help_text="Made where a caller names no report types. Compliance reports are added where "
        "the display has a must-have list or a planogram, and a panorama where there are "
        "several photos.",
    )
    requestsPerMinute = models.PositiveIntegerField(
        "requests per minute",
        default=100,
        help_text="For each token and each of uploads, uploads by URL and recognise. 0 = no limit.",
    )
    photoLimit = models.PositiveSmallIntegerField(
        "photos in a scene",
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text="A scene of more photos is refused.",
    )
    confidenceThreshold = models.FloatField(
        "confidence threshold",
        default=0.5,
        validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
        help_text="A product named with less confidence (0 to 1) is counted as an unknown product.",
    )
    shareDenominator = models.CharField(
        "share of space is of",
        max_length=7,
        choices=Denominator.choices,
        default=Denominator.FACINGS,
    )
    promoColours = models.JSONField(
        "promotion colours",
        default=list,
        blank=True,
        help_text="Colours of price tags that mean a promotion, such as red and yellow.",
    )
    webhookFormat = models.CharField(
        "webhook format", max_length=5, choices=WebhookFormat.choices, default=WebhookFormat.BOTH
    )
    webhookSecret = EncryptedField(
        "webhook secret",
        blank=True,
        default="",
        help_text="Signs what is sent to webhooks, as standardwebhooks.com says. Starts with "
        "whsec_, then 24 bytes or more in base64. Empty: not signed. Kept encrypted.",
    )
    alsoData = models.BooleanField(
        "reports also under “data”",
        default=False,
        help_text="Adds the key “data” beside “json” in reports, for callers that follow the "
        "text of the documentation.",
    )
    retentionDays = models.PositiveIntegerField(
        "keep scenes (days)",
        default=0,
        help_text="Scenes, their photos and reports go after so many days. 0 = they are kept.",
    )

    tokensPerDay = models.PositiveIntegerField(
        "tokens per day",
        default=0,
        help_text="For each token, in the UTC day. When they are used up the model is not asked "
        "any more. 0 = no limit.",
    )

    class Meta:
        verbose_name = "shelf settings"
        verbose_name_plural = "shelf settings"

    def __str__(self) -> str:
        return "Shelf settings"
