"""The docs of the documents panel."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.papers.paper import Failure, Limit, Member, Paper, Text, Topic
from core import errors
from core.papers import Call, InBase64, Script
from ocr_docs import services, wire
from ocr_docs.book.lists import KEYS
from ocr_docs.envelopes import Answer, PageOutcome, answer
from ocr_docs.kinds import ENDPOINTS, Endpoint, Kind
from ocr_docs.limits import MAX_BYTES
from ocr_docs.wording import GENERATIONS, Fault, Words

HEADER = ("x-aigen-key", "{key}")


def _script(kind: Kind, file: str, says: str) -> Script:
    call = Call(f"/{ENDPOINTS[kind].path}", says, json={"image": InBase64(file)})
    return Script(HEADER, (call,))


TOPICS = (
    Topic(
        "book",
        _("A vehicle registration book"),
        _("One or both pages, scanned or photographed, or a PDF of many."),
        _script(Kind.BOOK, "book.jpg", "Read a Thai vehicle registration book"),
        "book",
    ),
    Topic(
        "meter",
        _("A meter"),
        _("Drums or digits on a display, at any angle: water, electricity, heat."),
        _script(Kind.METER, "meter.jpg", "Read the register of a meter"),
        "meter",
    ),
    Topic(
        "text",
        _("Any printed page"),
        _("All lines in reading order, Thai and Latin mixed, with a place for every character."),
        _script(Kind.GENERAL, "page.jpg", "Read all text of a page"),
        "text",
    ),
)

MEMBERS = (
    Member("status", "string", _("success or error; for printed pages the HTTP status as text.")),
    Member("request_id", "string", _("As it was sent; for printed pages one is made.")),
    Member("error", "list", _("What failed, page by page, then one summary.")),
    Member("data", "list", _("A page each, in order. A page or a field that gave nothing is {}.")),
    Member(
        "data[].FIELD",
        "object",
        format_lazy(_("Meters: {meter}. Books: {book}."), meter="numbers", book=", ".join(KEYS)),
    ),
    Member("data[].FIELD.value", "string", _("As it is printed: Thai dates stay Thai.")),
    Member(
        "data[].FIELD.bboxes",
        _("list of four corners"),
        _("One for each printed line, or each digit of a meter: pixels of the upright page."),
    ),
    Member("data[].FIELD.bboxes_norm", _("list of four corners"), _("The same, 0 to 1.")),
    Member(
        "data[].FIELD.confidence", "0 to 1", _("The probability that every character is right.")
    ),
    Member(
        "data[].numbers.bboxes_rotated",
        _("list of four corners"),
        _("Meters: the digits' places turned by angle. Crop with these."),
    ),
    Member("data[].numbers.angle", _("degrees"), _("Meters: clockwise from upright.")),
    Member("data[].text_page", "string", _("Printed pages: all text, line by line.")),
    Member("data[].page, max_page", "integer", _("Printed pages: which page, of how many.")),
)

_PAGES: dict[Fault, Text] = {
    Fault.TOO_SMALL: _("Send at least 500 pixels a side: books are not readable below that."),
    Fault.TOO_LARGE: _("Send at most 10,000 pixels a side."),
    Fault.NOT_AN_IMAGE: _("Send base64 of JPEG, PNG, WebP, GIF, BMP, TIFF, HEIC or PDF."),
    Fault.NOT_THIS: _("The page is no registration book. Take another photo, or use general OCR."),
    Fault.INTERNAL: _("Send it again. If it stays, tell the operator."),
    Fault.LATE: _("Send fewer pages at once."),
}
_REFUSALS: tuple[tuple[errors.RecognitionError, Text], ...] = (
    (errors.Unauthorized(), _("Send the key as x-aigen-key; it may have expired.")),
    (errors.Forbidden(), _("Ask the operator to allow the key this endpoint.")),
    (errors.ImageTooLarge(), _("Send less than 10 MiB, before base64.")),
    (errors.TooManyPages(), _("Send fewer pages; see the limits below.")),
    (errors.RateLimited(), _("Wait Retry-After seconds, then send it again.")),
    (errors.QuotaExceeded(), _("Ask the operator for a larger quota.")),
    (errors.EngineUnavailable(), _("Send it again in a minute.")),
)


def failures() -> list[Failure]:
    """As the panel's own edge answers them, in the generation of codes that is switched on."""
    words = GENERATIONS[services.load_settings().errorCodes]
    rows = [_page(fault, words, todo) for fault, todo in _PAGES.items()]
    rows += [_refusal(error, words, todo) for error, todo in _REFUSALS]
    partly = answer(Kind.BOOK, [PageOutcome(data={}), PageOutcome(fault=Fault.LATE)], words)
    rows.append(_last(partly, _("Some pages were read: look which of data is {}.")))
    digits = answer(Kind.METER, [PageOutcome()], words)
    rows.append(_last(digits, _("Meters: no digits were found. Come closer, avoid reflections.")))
    broken, todo = words.internal, _("Tell the operator, with X-Timeline-Request-Id.")
    rows.append(Failure(500, str(broken.code), broken.message, todo))
    missing = _("image is missing or no text: detail says where.")
    rows.append(Failure(422, "", '{"detail": [{"loc": ["body", "image"], …}]}', missing))
    return sorted(rows, key=lambda row: row.status)


def _page(fault: Fault, words: Words, todo: Text) -> Failure:
    status, body = answer(Kind.BOOK, [PageOutcome(fault=fault)], words)
    first = body["error"][0]
    return Failure(status, str(first["code"]), first["message"], todo)


def _refusal(error: errors.RecognitionError, words: Words, todo: Text) -> Failure:
    response = wire.failure(error, Kind.BOOK, words)
    last = response.data["error"][-1]
    return Failure(response.status_code, str(last["code"]), last["message"], todo)


def _last(answered: Answer, todo: Text) -> Failure:
    status, body = answered
    last = body["error"][-1]
    return Failure(status, str(last["code"]), last["message"], todo)


def limits() -> list[Limit]:
    """Those in force."""
    row = services.load_settings()
    book, meter = ENDPOINTS[Kind.BOOK], ENDPOINTS[Kind.METER]
    return [
        Limit(
            _("Document, before base64"),
            gettext("%(count)d MiB") % {"count": MAX_BYTES // 1024**2},
            "413",
        ),
        Limit(_("Pages of a book or a text"), str(row.pageLimit), "413"),
        Limit(_("Pages of a meter"), "1", "413"),
        Limit(_("Each side of a book's page"), _sides(book), "400"),
        Limit(_("Each side of another page"), _sides(meter), "400"),
        Limit(
            _("Answer"), gettext("within %(count)g seconds") % {"count": row.deadlineSeconds}, "503"
        ),
        Limit(_("Calls and pages of a key"), _("what the operator gives it"), "429"),
    ]


def _sides(endpoint: Endpoint) -> str:
    bounds = {"least": endpoint.least_side, "most": endpoint.most_side}
    return gettext("%(least)d to %(most)d pixels") % bounds


PAPER = Paper(
    slug="documents",
    panel="ocr_docs",
    title=_("Documents"),
    lead=_(
        "Send a Thai vehicle registration book, a meter or any printed page. Back come its values, "
        "each with the place where it stands and how sure it is. Nothing of a document is kept, "
        "unless the operator says so."
    ),
    who=_("Every call needs a key."),
    topics=TOPICS,
    members=MEMBERS,
    failures=failures,
    code_in=_("The code stands in error[].code; the last entry of error is the summary."),
    limits=limits,
    papers=("documents.md", "api.md"),
)
