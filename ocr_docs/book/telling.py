"""Whether a page that was placed is one of a registration book. Pure."""

from __future__ import annotations

from ocr_docs.book.fitting import Placed

_LEAST_OF_A_BOOK, _LEAST_TELLING = 4, 2
_TELLING = frozenset(
    [
        "รายการจดทะเบียน",
        "วันจดทะเบียน",
        "เลขทะเบียน",
        "ยี่ห้อรถ",
        "เลขตัวรถ",
        "ยี่ห้อเครื่องยนต์",
        "เลขเครื่องยนต์",
        "เชื้อเพลิง",
        "เลขถังแก๊ส",
        "น้ำหนักรถ",
        "น้ำหนักบรรทุก/น้ำหนักลงเพลา",
        "น้ำหนักรวม",
        "แรงม้า",
        "เจ้าของรถ",
        "วันที่ครอบครอง",
        "ผู้ถือกรรมสิทธิ์",
        "ผู้ครอบครอง",
        "สัญญาเช่าซื้อเลขที่",
        "นายทะเบียน",
    ]
)
"""Labels that forms about persons or purchases do not have."""


def is_book(placed: Placed) -> bool:
    """Whether enough labels, and enough that other papers do not have, are in their places."""
    texts = {anchor.label.text for anchor in placed.anchors}
    return len(placed.anchors) >= _LEAST_OF_A_BOOK and len(texts & _TELLING) >= _LEAST_TELLING
