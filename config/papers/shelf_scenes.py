"""The docs of the shelf panel."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.papers.paper import Failure, Limit, Member, Paper, Text, Topic
from core import errors
from core.papers import Call, Known, Script
from scenes.api import failures as wire
from scenes.api.conventions import load_settings
from scenes.openapi import FAILURES
from scenes.reports.registry import REPORTS

HEADER = ("Authorization", "Token {key}")
_UPLOAD = "/api/v1.5/uploads/"


def _scene(report: str) -> Script:
    """Upload, recognise, poll one report."""
    return Script(
        HEADER,
        (
            Call(
                _UPLOAD,
                "Send the photo",
                files={"datafile": "shelf.jpg"},
                gives=("photo", ("id",)),
            ),
            Call(
                "/api/v1.5/recognize/",
                "Have it recognised",
                values={"images": Known("photo"), "report_types": report},
                gives=("report", ("reports", report)),
            ),
            Call(
                "/api/v1.5/reports/{report}/",
                "Ask for the report until it is ready",
                method="GET",
                repeat_while=("status", "NOT_READY"),
            ),
        ),
    )


_PRODUCT = Script(
    HEADER,
    (
        Call(
            _UPLOAD, "Send its pack shot", files={"datafile": "pack.jpg"}, gives=("photo", ("id",))
        ),
        Call(
            "/api/v1.5/sku/",
            "Make the product",
            json={"cid": "4006381333931", "name": "Uletti Classic 330 ml", "image": Known("photo")},
        ),
    ),
)
TOPICS = (
    Topic(
        "product",
        _("Make a product known"),
        _("A name and one pack shot. It is recognised with the next photo, without training."),
        _PRODUCT,
        "product",
    ),
    Topic(
        "facings",
        _("Count what is on a shelf"),
        _("Instead of polling, name a webhook: each report is sent to it as it becomes ready."),
        _scene("FACING_COUNT"),
        "facings",
    ),
    Topic(
        "prices",
        _("Read the prices"),
        _("The same call with another report type. One call may name them all."),
        _scene("PRICE_TAGS"),
        "prices",
    ),
)
MEMBERS = (
    Member("id", "integer", _("Of the report; ask for it again by this.")),
    Member("status", "string", _("NOT_READY, READY or ERROR.")),
    Member("report_type", "string", ", ".join(REPORTS)),
    Member("created_date, updated_date", _("time"), _("When it was asked for, and made.")),
    Member("visit, scene", _("id"), _("Of the visit to the shop, and of the photos together.")),
    Member("previous_report", "integer", _("The report that this one replaces.")),
    Member("json", "list", _("The report itself, a row for each SKU or place.")),
    Member("json[].sku_id, name", "", _("The product, by your master data.")),
    Member("json[].count, share", "", _("Facing counts: how many, and which part of all.")),
    Member("json[].price, min_price, max_price", _("number"), _("Price tags: in the currency.")),
    Member("json[].promo", "boolean", _("Price tags: in a promotion's colours.")),
)

_TODO: dict[int, Text] = {
    400: _("Mend the field that the answer names."),
    401: _("Send the header Authorization: Token KEY; the key may have expired."),
    403: _("Ask the operator to allow the key “Shelf scenes”."),
    404: _("Look at the id: the row may have been deleted."),
    409: _("Wait for the first request, then send it again."),
    413: _("Send a smaller photo; see the limits below."),
    422: _("Use a new Idempotency-Key for a new request."),
    429: _("Wait Retry-After seconds, then send it again."),
}
_MORE: tuple[tuple[errors.RecognitionError, Text], ...] = (
    (errors.EngineUnavailable(), _("Send it again in a minute.")),
    (errors.RecognitionError(wire.INTERNAL), _("Tell the operator, with X-Timeline-Request-Id.")),
)


def failures() -> list[Failure]:
    """As the panel's OpenAPI description says them, and the family of errors."""
    rows = [
        Failure(status, "", str(FAILURES[status].description), todo)
        for status, todo in _TODO.items()
    ]
    rows += [Failure(error.status, error.code, error.message, todo) for error, todo in _MORE]
    return sorted(rows, key=lambda row: row.status)


def limits() -> list[Limit]:
    """Those in force."""
    row = load_settings()
    a_minute = gettext("%(count)d in a minute") % {"count": row.requestsPerMinute}
    return [
        Limit(
            _("Photo"),
            gettext("%(count)d MiB") % {"count": settings.MAX_PHOTO_BYTES // 1024**2},
            "413",
        ),
        Limit(
            _("Photo, decoded"),
            gettext("%(count)d million pixels") % {"count": settings.MAX_PHOTO_PIXELS // 10**6},
            "413",
        ),
        Limit(_("Photos of a scene"), str(row.photoLimit), "400"),
        Limit(
            _("Uploads of a token; and as many calls to recognize"),
            a_minute if row.requestsPerMinute else _("no limit"),
            "429",
        ),
        Limit(_("Rows on a page of a list"), gettext("100, up to 1,000 with limit")),
    ]


PAPER = Paper(
    slug="shelf-scenes",
    panel="scenes",
    title=_("Shelf scenes"),
    lead=_(
        "Give each product a pack shot, then send photos of shelves. Back come reports: facings, "
        "share of space, prices, must-have lists, planograms, and one picture of all photos."
    ),
    who=_("Every call needs a key, sent as a token."),
    topics=TOPICS,
    members=MEMBERS,
    failures=failures,
    code_in=_("Branch on the HTTP status. A field's own errors stand under its name."),
    limits=limits,
    papers=("scenes.md", "api.md"),
)
