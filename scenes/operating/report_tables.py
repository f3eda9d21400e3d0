"""Reports as tables to look at. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from scenes.operating.report_titles import ACTIONS, TITLES

COLUMNS: Mapping[str, Sequence[str]] = {
    "FACING_COUNT": ("sku_id", "name", "count", "share"),
    "SHARE_OF_SPACE": (
        "sku_id",
        "name",
        "facings",
        "share_of_count",
        "share_of_space",
        "width_cm",
    ),
    "PRICE_TAGS": ("sku_id", "name", "price", "min_price", "max_price", "promo", "currency"),
    "MHL_COMPLIANCE": ("mhl_record_id", "name", "compliant", "found_sku", "count"),
    "PLANOGRAM_COMPLIANCE": (
        "rack_index",
        "shelf_index",
        "product_index",
        "name",
        "planned_facings",
        "actual_facings",
        "correct_facings",
        "unclear_facings",
        "status",
    ),
    "PANORAMA": ("image", "width", "height", "stitched"),
}
SHARES = frozenset({"share", "share_of_count", "share_of_space", "compliance"})
PLACES = frozenset({"rack_index", "shelf_index", "product_index"})
"""Counted from 0 in reports; shown from 1, as people count."""
FACTS = ("compliance", "faces_planned", "faces_correct", "faces_unclear")


@dataclass(frozen=True, slots=True)
class Table:
    """``facts`` stand above; ``text`` is in place of rows where no table is known."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    text: str = ""


def tables_of(report_type: str, content: Any) -> list[Table]:
    """What ``content``, the JSON of a report, says; a plain rendering for types of one's own."""
    if report_type == "REALOGRAM":
        return [_realogram(content)]
    columns = COLUMNS.get(report_type)
    if columns is None:
        return [Table(text=json.dumps(content, indent=2, ensure_ascii=False))]
    if not isinstance(content, dict):
        return [_table(columns, content)]
    facts = tuple((_title(name), _cell(name, content[name])) for name in FACTS if name in content)
    records = _table(columns, content["records"], facts)
    actions = [_action(action) for action in content.get("actions", [])]
    return [records, *([Table(_titles(ACTION_COLUMNS), tuple(actions))] if actions else [])]


ACTION_COLUMNS = ("action", "count", "name", "from", "to")


def _action(action: dict[str, Any]) -> tuple[str, ...]:
    kind, here = action["action"], place_text(action)
    source, target = {
        "ADD": ("", here),
        "REMOVE": (here, ""),
        "MOVE": (place_text(action.get("from", {})), place_text(action.get("to", {}))),
    }[kind]
    return (_(ACTIONS[kind]), str(action["count"]), str(action["name"]), source, target)


def place_text(where: Mapping[str, Any]) -> str:
    """Counted from 1, as people count."""
    if where.get("shelf_index") is None:
        return _("on no shelf")
    told = {"rack": where["rack_index"] + 1, "shelf": where["shelf_index"] + 1}
    index = where.get("product_index")
    if index is None:
        return _("rack %(rack)d, shelf %(shelf)d") % told
    return _("rack %(rack)d, shelf %(shelf)d, product %(product)d") % {**told, "product": index + 1}


def _realogram(photos: list[dict[str, Any]]) -> Table:
    columns = ("image", "facings", "duplicates", "shelves", "gaps")
    rows = []
    for photo in photos:
        duplicates = sum(one["duplicate"] for one in photo["annotations"])
        counted = len(photo["annotations"]) - duplicates
        numbers = (counted, duplicates, len(photo["shelf_annotations"]), len(photo["gaps"]))
        rows.append((str(photo["image"]), *map(str, numbers)))
    return Table(_titles(columns), tuple(rows))


def _table(
    columns: Sequence[str],
    entries: Sequence[dict[str, Any]],
    facts: tuple[tuple[str, str], ...] = (),
) -> Table:
    rows = tuple(tuple(_cell(name, entry.get(name)) for name in columns) for entry in entries)
    return Table(_titles(columns), rows, facts)


def _titles(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(_title, names))


def _title(name: str) -> str:
    return _(TITLES[name])


def _cell(name: str, value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name in PLACES:
        return str(value + 1)
    if name in SHARES:
        return f"{value:.1%}"
    return f"{value:g}" if isinstance(value, float) else str(value)
