"""Decoding as Go's encoding/json does it into typed structs: the strictest known client.

A shape is a type (int, float, str, bool, ``moment``), ``[shape]``, ``{str: shape}`` for a map
or ``{"name": shape}`` for a struct. As in Go, null and missing values leave the zero value and
unknown names are ignored; a number with a fraction is no int, a text is no number.
"""

from __future__ import annotations

import re
from datetime import datetime

ANY = object()
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


class CannotDecode(Exception):
    pass


def moment(value):
    if not (isinstance(value, str) and _RFC3339.fullmatch(value)):
        raise CannotDecode(f"{value!r} is no RFC 3339 date")
    return datetime.fromisoformat(value)


def decode(shape, value, where="$"):
    if shape is ANY:
        return value
    if isinstance(shape, list):
        _must(isinstance(value, list | None), where, value, "list")
        return [decode(shape[0], v, f"{where}[{n}]") for n, v in enumerate(value or [])]
    if isinstance(shape, dict):
        _must(isinstance(value, dict | None), where, value, "object")
        if str in shape:
            return {k: decode(shape[str], v, f"{where}.{k}") for k, v in (value or {}).items()}
        return {n: decode(s, (value or {}).get(n), f"{where}.{n}") for n, s in shape.items()}
    return _plain(shape, value, where)


def _plain(shape, value, where):
    if value is None:
        return None if shape is moment else shape()
    if shape is moment:
        return moment(value)
    if shape is float:
        fits = isinstance(value, int | float) and not isinstance(value, bool)
    else:
        fits = type(value) is shape
    _must(fits, where, value, shape.__name__)
    return value


def _must(fits, where, value, wanted):
    if not fits:
        raise CannotDecode(f"{where}: {value!r} is no {wanted}")


IMAGE = {"id": int, "url": str, "width": int, "height": int, "created_date": moment}
RECOGNITION = {"id": int, "images": [int], "display": int, "scene": str, "reports": {str: int}}
REPORT = {
    "id": int,
    "status": str,
    "report_type": str,
    "created_date": moment,
    "updated_date": moment,
    "visit": int,
    "json": ANY,
    "error": str,
}
VISIT = {"id": int, "shop": int, "started_date": moment, "latitude": float, "longitude": float}
SKU = {
    "id": int,
    "cid": str,
    "ean13": str,
    "image": int,
    "name": str,
    "brand": int,
    "category": int,
    "manufacturer": int,
    "size_x_mm": float,
    "size_y_mm": float,
    "size_z_mm": float,
}
SKU_PAGE = {"count": int, "next": str, "previous": str, "results": [SKU]}
FACING_COUNT = [{"sku_id": int, "count": int}]
SHARE_OF_SPACE = [{"sku_id": int, "share_of_count": float, "share_of_space": float}]
REALOGRAM = [
    {
        "image": int,
        "annotations": [
            {"sku_id": int, "name": str, "x": int, "y": int, "w": int, "h": int, "duplicate": bool}
        ],
        "shelf_annotations": [{"x1": int, "y1": int, "x2": int, "y2": int}],
    }
]
PRICE_TAGS = [
    {
        "sku_id": int,
        "name": str,
        "brand": str,
        "manufacturer": str,
        "category": str,
        "price": float,
        "min_price": float,
        "max_price": float,
        "promo": bool,
        "sku_image_url": str,
        "price_tag_colors": [str],
        "colors": [{"color": str, "score": float}],
        "result_pricetag": int,
        "result_object": int,
    }
]
