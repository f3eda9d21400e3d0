"""The panel's live example on the first page: a page of a bundled registration book."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

from core.engines import Pixels
from core.examples import Box, Shown
from ocr_docs.kinds import Kind
from ocr_docs.readings import answer_of

_TOLD = {
    _("Plate"): ("registration_number_car", "province"),
    _("Make and model"): ("brand_car", "model"),
    _("Colour"): ("color",),
    _("Chassis number"): ("car_number",),
    _("Engine number"): ("engine_number",),
}


def example(pixels: Pixels) -> Shown:
    """Every field that is filled in, by the local engines. Raises EngineFailed."""
    page: dict[str, Any] = answer_of(Kind.BOOK, pixels, number=1, of=1) or {}
    filled = {key: field for key, field in page.items() if field}
    facts = [
        (name, " ".join(filled[key]["value"] for key in keys if key in filled))
        for name, keys in _TOLD.items()
    ]
    boxes = [
        Box(quad, f"{key}: {field['value']}")
        for key, field in filled.items()
        for quad in field["bboxes"]
    ]
    return Shown([*facts, (_("Fields read"), str(len(filled)))], boxes)
