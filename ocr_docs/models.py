"""Rows of the documents panel: settings, requests, their pages."""

# Settings keep the style of the other panels' names.
# ruff: noqa: N815

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.models import ApiKey, new_id
from core.vision_settings import LOCAL, VisionSettings
from ocr_docs.kinds import Kind
from ocr_docs.wording import Fault


class OcrSettings(VisionSettings):
    """The panel's one settings row."""

    class Engines(models.TextChoices):
        LOCAL = LOCAL, _("Local engines only (nothing leaves this server)")
        BOTH = "both", _("Both: a vision model helps to read registration books")

    class ErrorCodes(models.TextChoices):
        WORDS = "words", _("Words, as version 2 documents them (bad_request, 1001 …)")
        NUMBERS = "numbers", _("Numbers, as version 3 documents them (400, 20002 …)")

    errorCodes = models.CharField(
        _("error codes"),
        max_length=7,
        choices=ErrorCodes.choices,
        default=ErrorCodes.WORDS,
        help_text=_(
            "Which generation of error codes callers expect. Answers that succeed are the same "
            "in both."
        ),
    )
    pageLimit = models.PositiveSmallIntegerField(
        _("page limit (pages)"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=_(
            "A PDF or TIFF with more pages is refused with 413, before any page is read. 1 to 500."
        ),
    )
    deadlineSeconds = models.PositiveSmallIntegerField(
        _("deadline (seconds)"),
        default=55,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_(
            "Pages that are not read by then fail with deadline_exceeded; pages that are read "
            "are answered. Most callers wait 20 to 60 seconds. 1 to 600."
        ),
    )
    retentionHours = models.PositiveIntegerField(
        _("keep documents (hours)"),
        default=0,
        help_text=_(
            "0 = nothing of a document is kept once its answer is given. Otherwise pages and "
            "values, with names and addresses, can be looked at in the admin for so long."
        ),
    )
    historyDays = models.PositiveIntegerField(
        _("keep history (days)"),
        default=90,
        help_text=_(
            "How long the list of requests remembers that a request was made: kind, key, pages, "
            "status and time, never a value. 0 = for ever."
        ),
    )
    engines = models.CharField(
        _("engines"),
        max_length=5,
        choices=Engines.choices,
        default=Engines.LOCAL,
        help_text=_(
            "With “local” nothing leaves this server. With “both” pages of registration books "
            "are sent to the model, which may fill fields that the local engines could not read; "
            "only values that are found on the page are returned. Without the model's help the "
            "local answer is given."
        ),
    )
    tokensPerDay = models.PositiveIntegerField(
        _("tokens per day"),
        default=0,
        help_text=_(
            "Of the vision model, for each API key, in the UTC day. When they are used up the "
            "model is not asked any more and the local engines read alone. 0 = no limit."
        ),
    )

    class Meta:
        verbose_name = _("document settings")
        verbose_name_plural = _("document settings")

    def __str__(self) -> str:
        return gettext("Document settings")


def _kinds() -> list[tuple[str, Any]]:
    return [
        (Kind.BOOK, _("vehicle registration book")),
        (Kind.METER, _("water meter")),
        (Kind.GENERAL, _("general OCR")),
    ]


class DocumentRequest(models.Model):
    """One request. ``body`` holds the document only while it is read, or is to be kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=_kinds(), verbose_name=_("kind"))
    key = models.ForeignKey(ApiKey, null=True, on_delete=models.SET_NULL, verbose_name=_("API key"))
    media_type = models.CharField(max_length=40, verbose_name=_("format"))
    body = models.BinaryField(null=True)
    timeline_id = models.UUIDField()
    answered_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    keep_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now, verbose_name=_("created"))

    class Meta:
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            models.Index(fields=["created_at", "kind"]),
            models.Index(fields=["timeline_id"]),
        ]
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.id}"

    @property
    def is_kept(self) -> bool:
        """True while its pages and values may be looked at."""
        return self.keep_until is not None and self.keep_until > timezone.now()


def _faults() -> list[tuple[str, str]]:
    return [(fault.value, fault.value.replace("_", " ")) for fault in Fault]


class DocumentPage(models.Model):
    """One page. ``answer`` is its wire-ready JSON as text, so that the keys keep their order.

    ``confidence`` stays when the answer is no longer kept; None where nothing was read.
    """

    request = models.ForeignKey(DocumentRequest, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    job_id = models.UUIDField(null=True)
    answer = models.TextField(blank=True)
    fault = models.CharField(max_length=20, choices=_faults(), blank=True)
    seconds = models.FloatField(null=True)
    confidence = models.FloatField(_("mean confidence of what was read"), null=True)
    tokens = models.PositiveIntegerField(_("tokens of the vision model"), default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "number"], name="one_row_a_page")
        ]

    def __str__(self) -> str:
        return f"page {self.number}"
