"""The last changes of a settings page, for the page itself."""

from __future__ import annotations

from typing import Any

from django import template

from core.change_words import setting_title, short
from core.models import SettingChange

register = template.Library()
SHOWN = 8


@register.inclusion_tag("core/changes.html", takes_context=True)
def last_changes(context: dict[str, Any], table: str) -> dict[str, Any]:
    """The latest changes of the rows of ``table`` (``app.model``), for who may see them."""
    user = context["request"].user
    may_see = user.has_perm("core.view_settingchange")
    rows = SettingChange.objects.filter(table=table)[:SHOWN] if may_see else []
    changes = [
        {
            "row": row,
            "setting": setting_title(row),
            "before": short(row.before),
            "after": short(row.after),
        }
        for row in rows
    ]
    return {"may_see": may_see, "changes": changes, "panel": table.partition(".")[0]}
