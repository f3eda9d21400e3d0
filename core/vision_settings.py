"""The settings of a vision model behind an OpenAI-compatible server, for any panel's row."""

# The seed fixes the names of settings and columns, camelCase included.
# ruff: noqa: N815

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.plugin_settings import PluginSettings
from core.secrets import EncryptedField

LOCAL = "local"
"""The choice of ``engines`` with which no model is ever asked."""

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def validate_base_url(value: str) -> None:
    """Raise ValidationError unless ``value`` is an http(s) URL to which a key may be sent."""
    try:
        parts = urlsplit(value)
        int(parts.port or 0)  # raises for a port that is no number
    except ValueError as error:
        raise ValidationError(_("Not a URL: %(why)s"), params={"why": error}) from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise ValidationError(_("Write it as https://host/v1, without user name and password."))
    if parts.query or parts.fragment:
        raise ValidationError(_("A base URL has no “?” and no “#”."))


def is_local_url(value: str) -> bool:
    """True for a server on this machine, which needs no key and no TLS."""
    return urlsplit(value).hostname in _LOOPBACK


class VisionSettings(PluginSettings):
    """Abstract. Which model a panel asks, and where.

    A panel declares ``engines`` anew with its own choices; one of them is ``local``.
    """

    engines = models.CharField(_("engines"), max_length=5, default=LOCAL)
    AIModelName = models.CharField(
        _("model"),
        max_length=200,
        default="gpt-4o-mini",
        help_text=_(
            "The name the provider uses. Any name is accepted; known ones are suggested "
            "with the date on which the provider switches them off. Larger models read better, "
            "take longer and cost more."
        ),
    )
    baseUrl = models.CharField(
        _("base URL"),
        max_length=500,
        default="https://api.openai.com/v1",
        validators=[validate_base_url],
        help_text=_(
            "Any server that speaks OpenAI's chat completions, also one of your own. Photos and "
            "key are sent there, so changing it asks for the key again."
        ),
    )
    modelToken = EncryptedField(
        _("model key"),
        default="",
        blank=True,
        help_text=_(
            "The provider's API key. Kept encrypted and never shown again. Leave empty to keep "
            "the saved key. A server on this machine needs none."
        ),
    )
    modelTimeout = models.PositiveSmallIntegerField(
        _("model timeout (seconds)"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_(
            "After this long the model is given up, and the answer is what the local engines "
            "read. 1 to 60 seconds."
        ),
    )

    class Meta:
        abstract = True

    @property
    def uses_model(self) -> bool:
        return self.engines != LOCAL

    @property
    def lacks_key(self) -> bool:
        """True when a remote model is to be asked but no key was given."""
        return self.uses_model and not self.modelToken and not is_local_url(self.baseUrl)

    def frozen_model(self) -> dict[str, Any]:
        """Which model a job asks, as stored with it; never the key."""
        return {
            "engines": self.engines,
            "model": self.AIModelName,
            "base_url": self.baseUrl,
            "model_timeout_s": self.modelTimeout,
        }
