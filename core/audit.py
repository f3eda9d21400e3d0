"""The audit trail: each changed setting is written down beside the change, in its transaction.

Own code rather than django-auditlog: that one knows no way but a request, shows half of a
masked value, and misses what an UPDATE changes; see docs/decisions/0013-audit-trail.md.
A secret never enters: of it only "given", "changed" or "cleared" is kept.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import translation

from core.models import SettingChange
from core.secrets import EncryptedField

What, Way = SettingChange.What, SettingChange.Way


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes something, and in which way. ``person`` "" means nobody in particular."""

    person: str = ""
    way: SettingChange.Way = Way.SERVER


SERVER = Author()


def visitor(request: HttpRequest, way: SettingChange.Way = Way.ADMIN) -> Author:
    """Who is logged in."""
    return Author(request.user.get_username(), way)


def shell() -> Author:
    """Who runs a command."""
    try:
        return Author(getpass.getuser(), Way.COMMAND)
    except (KeyError, OSError):  # an account without a name, as some containers have
        return Author("", Way.COMMAND)


def record(row: models.Model, *, before: models.Model | None, by: Author) -> None:
    """Write down how ``row`` differs from ``before``; without it, that it was made.

    Call it in the transaction that saves the row.
    """
    if before is None:
        note(row, What.MADE, by=by)
    old = before or type(row)()
    for field in row._meta.concrete_fields:
        given, was = getattr(row, field.attname), getattr(old, field.attname)
        if field.editable and not field.primary_key and given != was:
            secret = isinstance(field, EncryptedField)
            if field.is_relation:
                was, given = getattr(old, field.name), getattr(row, field.name)
            compare(row, field.name, was, given, by=by, secret=secret)


def compare(
    row: models.Model, setting: str, was: Any, given: Any, *, by: Author, secret: bool = False
) -> None:
    """Write down that ``setting`` of ``row`` was ``was`` and is ``given``."""
    if secret:
        what = What.CLEARED if not given else What.CHANGED if was else What.GIVEN
        note(row, what, by=by, setting=setting)
    else:
        note(row, What.CHANGED, by=by, setting=setting, before=text(was), after=text(given))


def note(row: models.Model, what: SettingChange.What, *, by: Author, **more: str) -> None:
    """Write down ``what`` happened to ``row``, or to its ``setting``."""
    with translation.override(None):  # in English, whoever reads it
        subject = str(row)
    SettingChange.objects.create(
        person=by.person[:150],
        way=by.way,
        panel=row._meta.app_label,
        table=row._meta.label_lower,
        subject=subject[:200],
        what=what,
        **more,
    )


def text(value: Any) -> str:
    """A value for people: ``a, b`` for a list, "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Iterable) and not isinstance(value, str | dict):
        return ", ".join(map(str, value))
    return str(value)
