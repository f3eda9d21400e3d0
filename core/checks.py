"""System checks: a wrong set-up is told by ``manage.py check``, with a hint, not at 3 am."""

from __future__ import annotations

from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils.module_loading import import_string


@register()
def engines_can_be_imported(**_: Any) -> list[CheckMessage]:
    problems: list[CheckMessage] = []
    for alias, entry in settings.ENGINES.items():
        try:
            import_string(entry["BACKEND"])
        except ImportError as error:
            hint = "Install the requirements again: make clean-venv setup."
            problems.append(Error(f"Engine {alias!r}: {error}", hint=hint, id="core.E001"))
    return problems


@register()
def encryption_keys_are_keys(**_: Any) -> list[CheckMessage]:
    try:
        for key in settings.FIELD_ENCRYPTION_KEYS:
            Fernet(key)
    except ValueError as error:
        hint = "Make one with: python -m core.installation VAR"
        return [Error(f"FIELD_ENCRYPTION_KEYS: {error}", hint=hint, id="core.E002")]
    return []


@register(deploy=True)
def private_hosts_are_meant(**_: Any) -> list[CheckMessage]:
    hosts = settings.ALLOWED_PRIVATE_HOSTS
    if not hosts:
        return []
    hint = "Photos may be loaded from these private addresses. Empty it unless you mean that."
    return [Warning(f"ALLOWED_PRIVATE_HOSTS = {hosts}", hint=hint, id="core.W001")]
