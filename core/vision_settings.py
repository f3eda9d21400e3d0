"""The settings of a vision model behind an OpenAI-compatible server, for any panel's row."""

# The seed fixes the names of settings and columns, camelCase included.
# ruff: noqa: N815

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from core.plugin_settings import PluginSettings
from core.secrets import EncryptedField

LOCAL = "local"
"""The choice of ``engines`` with which no model is ever asked."""

_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def validate_base_url(value: str) -> None:
    """Raise ValidationError unless ``value`` is an http(s) URL to which a key may be sent."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError as error:
        raise ValidationError("Not a URL: %(why)s", params={"why": error}) from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise ValidationError("Write it as https://host/v1, without user name and password.")
    if parts.query or parts.fragment:
        raise ValidationError("A base URL has no “?” and no “#”.")


def is_local_url(value: str) -> bool:
    """True for a server on this machine, which needs no key and no TLS."""
    return urlsplit(value).hostname in _LOOPBACK


class VisionSettings(PluginSettings):
    """Abstract. Which model a panel asks, and where.

    A panel declares ``engines`` anew with its own choices; one of them is ``local``.
    """

    engines = models.CharField(max_length=5, default=LOCAL)
    AIModelName = models.CharField(
        "model",
        max_length=200,
        default="gpt-4o-mini",
        help_text="The name the provider uses. Any name is accepted; known ones are suggested "
        "with the date on which the provider switches them off.",
    )
    baseUrl = models.CharField(
        "base URL",
        max_length=500,
        default="https://api.openai.com/v1",
        validators=[validate_base_url],
        help_text="Any server that speaks OpenAI's chat completions. The key is sent there, so "
        "changing it asks for the key again.",
    )
    modelToken = EncryptedField(
        "model key",
        default="",
        blank=True,
        help_text="Kept encrypted and never shown again. Leave empty to keep the saved key.",
    )
    modelTimeout = models.PositiveSmallIntegerField(
        "model timeout (seconds)",
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="After this long the local answer is given without the model. 1 to 60.",
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
