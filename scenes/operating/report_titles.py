"""What the columns of reports are called for people, and what is to be done on a shelf."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

TITLES = {
    "sku_id": _("SKU id"),
    "name": _("name"),
    "count": _("count"),
    "share": _("share"),
    "facings": _("facings"),
    "share_of_count": _("share of count"),
    "share_of_space": _("share of space"),
    "width_cm": _("width in cm"),
    "price": _("price"),
    "min_price": _("lowest price"),
    "max_price": _("highest price"),
    "promo": _("promotion"),
    "currency": _("currency"),
    "mhl_record_id": _("record of the list"),
    "compliant": _("compliant"),
    "found_sku": _("SKU found"),
    "rack_index": _("rack"),
    "shelf_index": _("shelf"),
    "product_index": _("product"),
    "planned_facings": _("planned facings"),
    "actual_facings": _("actual facings"),
    "correct_facings": _("correct facings"),
    "unclear_facings": _("facings without a name"),
    "status": _("status"),
    "image": _("image"),
    "width": _("width"),
    "height": _("height"),
    "stitched": _("stitched"),
    "compliance": _("compliance"),
    "faces_planned": _("faces planned"),
    "faces_correct": _("faces correct"),
    "faces_unclear": _("faces without a name"),
    "duplicates": _("duplicates"),
    "shelves": _("shelves"),
    "gaps": _("gaps"),
    "action": _("to do"),
    "from": _("from"),
    "to": _("to"),
}
ACTIONS = {"ADD": _("Add"), "REMOVE": _("Remove"), "MOVE": _("Move")}
