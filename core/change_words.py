"""A change of a setting in the words that the pages use today."""

from __future__ import annotations

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst

from core.models import SettingChange
from core.plugin_settings import PluginSettings


def panel_title(name: str) -> str:
    """The title of an app; its label if it is gone."""
    config = apps.app_configs.get(name)
    return str(config.verbose_name) if config else name


def subject(row: SettingChange) -> str:
    """The kind of row and what it was called: ``API key: till (abcd)``."""
    try:
        model = apps.get_model(row.table)
    except LookupError:
        return row.subject
    kind = capfirst(str(model._meta.verbose_name))
    return kind if issubclass(model, PluginSettings) else f"{kind}: {row.subject}"


def setting_title(row: SettingChange) -> str:
    """The name of the setting as its page shows it; as it was called then, if it is gone."""
    try:
        field = apps.get_model(row.table)._meta.get_field(row.setting)
    except (LookupError, FieldDoesNotExist):
        return row.setting or "–"
    return capfirst(str(getattr(field, "verbose_name", row.setting)))


def short(value: str) -> str:
    """The beginning of a value, for a list."""
    return "–" if not value else value if len(value) <= 80 else f"{value[:79]}…"
