"""The panel's one settings row."""

# Settings keep the style of the other panels' names.
# ruff: noqa: N815

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.secrets import EncryptedField
from core.vision_settings import LOCAL, VisionSettings

DEFAULT_REPORTS = ["FACING_COUNT", "SHARE_OF_SPACE", "REALOGRAM", "PRICE_TAGS"]


def default_reports() -> list[str]:
    return list(DEFAULT_REPORTS)


class ShelfSettings(VisionSettings):
    """The panel's one settings row."""

    class Engines(models.TextChoices):
        LOCAL = LOCAL, _("Local engines only (nothing leaves this server)")
        BOTH = "both", _("Both: a vision model names what matching could not")

    class WebhookFormat(models.TextChoices):
        BOTH = "both", _("Both: reports under their ids and under their types")
        DOCS = "docs", _("As documented: reports under their ids")
        TYPED = "typed", _("As older instances: reports under their types")

    class Denominator(models.TextChoices):
        FACINGS = "facings", _("The summed width of all facings")
        PHOTOS = "photos", _("The width of the photos")

    engines = models.CharField(
        _("engines"),
        max_length=5,
        choices=Engines.choices,
        default=Engines.LOCAL,
        help_text=_(
            "With “local” nothing leaves this server. With “both” cut-outs of products that "
            "matching could not name, and of price tags that could not be read, are sent to the "
            "model; where they are on the photo is always found here."
        ),
    )
    defaultReports = models.JSONField(
        _("default reports"),
        default=default_reports,
        blank=True,
        help_text=_(
            "Made where a caller names no report types. Compliance reports are added where the "
            "display has a must-have list or a planogram, and a panorama where there are several "
            "photos. Fewer reports mean fewer webhooks; recognition takes as long."
        ),
    )
    requestsPerMinute = models.PositiveIntegerField(
        _("requests per minute"),
        default=100,
        help_text=_(
            "For each token, counted apart for uploads, uploads by URL and recognise. One more "
            "within 60 seconds is refused. 0 = no limit."
        ),
    )
    photoLimit = models.PositiveSmallIntegerField(
        _("photos in a scene"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=_(
            "A scene of more photos is refused. 1 to 500; recognition takes longer with each."
        ),
    )
    confidenceThreshold = models.FloatField(
        _("confidence threshold"),
        default=0.5,
        validators=[MinValueValidator(0.0), MaxValueValidator(1.0)],
        help_text=_(
            "A product named with less confidence (0 to 1) is counted as an unknown product: a "
            "higher threshold means fewer wrong names and more unknown products."
        ),
    )
    shareDenominator = models.CharField(
        _("share of space is of"),
        max_length=7,
        choices=Denominator.choices,
        default=Denominator.FACINGS,
        help_text=_(
            # xgettext:no-python-format
            "What is 100 % in the report on shares: with facings, gaps do not count; with "
            "photos, empty shelf lowers everybody's share."
        ),
    )
    promoColours = models.JSONField(
        _("promotion colours"),
        default=list,
        blank=True,
        help_text=_(
            "Colours of price tags that mean a promotion, in English and with commas between "
            "them. Empty: red, yellow and orange."
        ),
    )
    webhookFormat = models.CharField(
        _("webhook format"),
        max_length=5,
        choices=WebhookFormat.choices,
        default=WebhookFormat.BOTH,
        help_text=_("How a report lies in what a webhook gets. “Both” suits every receiver."),
    )
    webhookSecret = EncryptedField(
        _("webhook secret"),
        blank=True,
        default="",
        help_text=_(
            "Signs what is sent to webhooks, as standardwebhooks.com says, so that receivers can "
            "tell that it comes from here. Starts with whsec_, then 24 to 64 bytes in base64. "
            "Leave empty to keep the saved one. Kept encrypted."
        ),
    )
    alsoData = models.BooleanField(
        _("reports also under “data”"),
        default=False,
        help_text=_(
            "Adds the key “data” beside “json” in reports, for callers that follow the text of "
            "the documentation. Answers become twice as long."
        ),
    )
    retentionDays = models.PositiveIntegerField(
        _("keep scenes (days)"),
        default=0,
        help_text=_(
            "Scenes, their photos, reports and webhooks are deleted after so many days. "
            "0 = they are kept, and the disk fills."
        ),
    )

    tokensPerDay = models.PositiveIntegerField(
        _("tokens per day"),
        default=0,
        help_text=_(
            "Of the vision model, for each API token, in the UTC day. When they are used up the "
            "model is not asked any more and matching works alone. 0 = no limit."
        ),
    )

    class Meta:
        verbose_name = _("shelf settings")
        verbose_name_plural = _("shelf settings")

    def __str__(self) -> str:
        return gettext("Shelf settings")
