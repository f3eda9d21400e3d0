"""A model field that is encrypted at rest.

MultiFernet over ``settings.FIELD_ENCRYPTION_KEYS``: the first key encrypts, all
of them decrypt, so keys can be rotated. The keys live in the environment or a
file, never in the database they protect. A value that no key opens is an error
that names the setting; ciphertext is never handed out as if it were the secret.
"""

from __future__ import annotations

from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models

PREFIX = "fernet:"


def _cipher() -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in settings.FIELD_ENCRYPTION_KEYS])
    except ValueError as error:
        raise ImproperlyConfigured(
            "FIELD_ENCRYPTION_KEYS must hold at least one Fernet key (44 characters, base64)."
        ) from error


def seal(plain: str) -> str:
    """Encrypt ``plain``; the empty string stays empty ("no secret set")."""
    return PREFIX + _cipher().encrypt(plain.encode()).decode() if plain else ""


def unseal(stored: str) -> str:
    """Decrypt what :func:`seal` made. Raises ImproperlyConfigured if no key fits."""
    if not stored:
        return ""
    try:
        return _cipher().decrypt(stored.removeprefix(PREFIX).encode()).decode()
    except InvalidToken as error:
        raise ImproperlyConfigured(
            "A stored secret cannot be opened: FIELD_ENCRYPTION_KEYS lacks the key that made it."
        ) from error


class EncryptedField(models.TextField):  # type: ignore[type-arg]
    """Plain text in Python, ciphertext in the database, never queried by value."""

    def from_db_value(self, value: str | None, *_: Any) -> str:
        return unseal(value or "")

    def get_prep_value(self, value: Any) -> str:
        return seal(str(value or ""))

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError("An encrypted field cannot be searched.")
        return super().get_lookup(lookup_name)

    def value_to_string(self, obj: models.Model) -> str:
        """Dumps never carry the secret, not even encrypted."""
        return ""
