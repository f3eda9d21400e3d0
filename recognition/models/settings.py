"""The panel's one settings row."""

# The seed fixes the names of settings and columns, camelCase included.
# ruff: noqa: N815

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.vision_settings import LOCAL, VisionSettings
from recognition.validators import clean_domains, validate_domains

colour = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as #rrggbb, for example #007bff."))


def _localhost() -> list[str]:
    return ["localhost"]


class RecognitionSettings(VisionSettings):
    """The panel's one settings row, under the names the seed documents."""

    class Engines(models.TextChoices):
        LOCAL = LOCAL, _("Local engines only (nothing leaves this server)")
        MODEL = "model", _("Vision model only")
        BOTH = "both", _("Both: the model, checked against what the local engines saw")

    allowedDomains = models.JSONField(
        _("allowed domains"),
        default=_localhost,
        blank=True,
        validators=[validate_domains],
        help_text=_(
            "Hosts whose pages may call this panel and show its form: example.com, "
            "*.example.com, localhost. One per line. Pages of other hosts are refused; * lets "
            "every page in. Programs that send no Origin need an API key."
        ),
    )
    buttonColor = models.CharField(
        _("button colour"),
        max_length=7,
        default="#007bff",
        validators=[colour],
        help_text=_(
            "Of the form's buttons. The words on them turn black or white by themselves, "
            "whichever is easier to read."
        ),
    )
    bgColor = models.CharField(
        _("page colour"),
        max_length=7,
        default="#ffffff",
        validators=[colour],
        help_text=_("Around the form. Take that of the page in which the form stands."),
    )
    formBgColor = models.CharField(
        _("form colour"),
        max_length=7,
        default="#ffffff",
        validators=[colour],
        help_text=_("Behind the form's texts and fields."),
    )
    textColor = models.CharField(
        _("text colour"),
        max_length=7,
        default="#333333",
        validators=[colour],
        help_text=_(
            "Of the form's texts. This page warns where they are hard to read on the form colour."
        ),
    )
    titleMessage = models.CharField(
        _("title"),
        max_length=200,
        default="Analyze image for serial numbers",
        help_text=_("Stands above the form, in whichever language you write it."),
    )

    engines = models.CharField(
        _("engines"),
        max_length=5,
        choices=Engines.choices,
        default=Engines.LOCAL,
        help_text=_(
            "Who reads the photo. With “both”, an answer of the model counts only as far as the "
            "local engines can see it on the photo; if the model fails, the local answer is "
            "given. With “model only”, a model that fails means no answer."
        ),
    )
    additionalPrompt = models.TextField(
        _("additional prompt"),
        default="",
        blank=True,
        max_length=4000,
        help_text=_(
            "What the vision model should know about your labels, such as how your serial "
            "numbers begin. Added after the fixed rules of the prompt; the local engines do not "
            "see it. At most 4,000 characters."
        ),
    )
    confidenceThreshold = models.DecimalField(
        _("confidence threshold"),
        max_digits=5,
        decimal_places=4,
        default=Decimal("0.7"),
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(Decimal(1))],
        help_text=_(
            "0.1 to 1. Answers at or above it are “success”, below it “low_confidence”: a higher "
            "threshold means fewer wrong numbers and more photos for people to check. Applied "
            "when an answer is given, so it also holds for cached readings."
        ),
    )
    CacheResults = models.BooleanField(
        _("cache results"),
        default=True,
        help_text=_(
            "The same picture from the same client is answered from memory for 30 days, at once "
            "and for no tokens. A rating of 1 or 2 forgets it. Off: every photo is read anew."
        ),
    )
    requestsPerMinute = models.PositiveIntegerField(
        _("requests per minute"),
        default=600,
        help_text=_(
            "For each client, counted by its API key, or else its address. One more within 60 "
            "seconds is refused and told when to come back. 0 = no limit."
        ),
    )
    tokensPerDay = models.PositiveIntegerField(
        _("tokens per day"),
        default=0,
        help_text=_(
            "Of the vision model, for each client, in the UTC day. When they are used up the "
            "model is not asked any more and the local engines answer alone. 0 = no limit."
        ),
    )
    retentionDays = models.PositiveIntegerField(
        _("retention (days)"),
        default=90,
        help_text=_(
            "Recognitions, ratings and timelines are deleted after this many days, and with "
            "them what the dashboard knows of that time. 0 = kept for ever."
        ),
    )
    photoDays = models.PositiveIntegerField(
        _("keep photos (days)"),
        default=0,
        help_text=_(
            "For so long the admin shows each photo with what was read on it, and can run it "
            "again with other settings. 0 = no photo is kept once its answer is given."
        ),
    )

    class Meta:
        verbose_name = _("serial-number settings")
        verbose_name_plural = _("serial-number settings")

    def __str__(self) -> str:
        return gettext("Serial-number settings")

    def clean(self) -> None:
        self.allowedDomains = clean_domains(self.allowedDomains)

    @property
    def threshold(self) -> float:
        return float(self.confidenceThreshold)
