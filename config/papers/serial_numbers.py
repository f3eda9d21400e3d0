"""The docs of the serial-number panel."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.papers.paper import Failure, Limit, Member, Paper, Text, Topic
from core import errors
from core.papers import Call, Known, Script
from recognition import wire
from recognition.models import RecognitionSettings
from recognition.services import JobFailed, RecognitionNotFound

HEADER = ("X-API-Key", "{key}")
CLIENT, PHOTO = "client-abc-123", "https://example.com/label.jpg"
_ANALYZE = "/api/data/ai_serial_recognition/analyze"
_RATE = "/api/data/ai_serial_recognition/rateai"

_BY_ADDRESS = Call(
    _ANALYZE, "Read the serial number on a photo", json={"clientUid": CLIENT, "imageUrl": PHOTO}
)
TOPICS = (
    Topic(
        "by-address",
        _("A photo by its address"),
        _("The server fetches the photo. Its address must be public, or allowed by the operator."),
        Script(HEADER, (_BY_ADDRESS,)),
        "serial-number",
    ),
    Topic(
        "by-file",
        _("A photo as a file"),
        _("In a form. imageBase64 in a JSON body does the same."),
        Script(
            HEADER,
            (
                Call(
                    _ANALYZE,
                    "Read the serial number on a photo",
                    files={"image": "label.jpg"},
                    values={"clientUid": CLIENT},
                ),
            ),
        ),
        uploads=True,
    ),
    Topic(
        "rate",
        _("Rate an answer"),
        _("1 to 5. A rating of 1 or 2 makes the server forget its cached reading of the photo."),
        Script(
            HEADER,
            (
                Call(
                    _ANALYZE,
                    "Read the serial number on a photo",
                    json=dict(_BY_ADDRESS.json),
                    gives=("recognition", ("recognitionId",)),
                ),
                Call(
                    _RATE,
                    "Say how right it is",
                    json={
                        "clientUid": CLIENT,
                        "recognitionId": Known("recognition"),
                        "rating": 5,
                    },
                ),
            ),
        ),
        "rating",
    ),
)

MEMBERS = (
    Member("serialNumber", "string", _("The number as it is printed. Not there with “failed”.")),
    Member(
        "confidence", "0 to 1", _("The probability that every character is right, from evidence.")
    ),
    Member("location", "string", _("Where it stands, in words.")),
    Member("additionalNumbers", "list", _("Other numbers on the photo: part, model, MAC.")),
    Member("notes", "string", _("What speaks for the answer, and against it.")),
    Member(
        "recognitionStatus",
        "string",
        _("success, low_confidence (below the operator's threshold) or failed. Branch on this."),
    ),
    Member("tokens", "integer", _("What a vision model charged; 0 for the local engines.")),
    Member("data", "object", _("The first five members once more; with “failed”, a message.")),
    Member("recognitionId", "string", _("Names the answer when it is rated.")),
    Member("timeline_request_id", "string", _("Names the request in logs and in the admin.")),
    Member("cached", "boolean", _("The same photo of the same client was read before.")),
    Member(
        "barcodes", "list", _("Every barcode: its format, its text, what kind of number it is.")
    ),
    Member("candidates", "list", _("Every number that might have been it, with its evidence.")),
    Member(
        "box",
        _("four corners"),
        _("Where the number is: pixels of the upright photo, clockwise from its top left."),
    ),
    Member("checks", "object", _("Check digits that were computed, with the outcome.")),
    Member("model", "string", _("The vision model that was heard, or local.")),
)

_TODO: tuple[tuple[errors.RecognitionError, Text], ...] = (
    (errors.InvalidInput(wire.missing("clientUid")), _("Send what the message names.")),
    (errors.MalformedUrl(), _("Send an absolute address.")),
    (errors.UnsupportedScheme(), _("Send an address that starts with http:// or https://.")),
    (
        errors.RequestBlocked(),
        _("Check the key. In a browser, ask the operator to allow the page's domain."),
    ),
    (errors.NotConfigured(), _("Ask the operator to save the panel's settings once.")),
    (RecognitionNotFound(), _("Rate only answers of the same clientUid.")),
    (errors.AddressRefused(), _("Use a public address. Private ones must be allowed.")),
    (errors.FetchFailed(), _("Look whether the address opens without a login.")),
    (errors.UnsupportedImage(), _("Send JPEG, PNG, WebP, GIF, BMP, TIFF or HEIC.")),
    (errors.ImageTooLarge(), _("Send a smaller photo; see the limits below.")),
    (errors.RateLimited(), _("Wait Retry-After seconds, then send it again.")),
    (errors.QuotaExceeded(), _("Ask the operator for a larger quota.")),
    (errors.EngineUnavailable(), _("Send it again in a minute.")),
    (errors.EngineTimeout(), _("Send it again; the answer may be cached by then.")),
    (JobFailed("provider_auth"), _("Tell the operator: the model's key is refused.")),
    (JobFailed("provider_rate"), _("Send it again in a minute.")),
    (JobFailed("provider_quota"), _("Tell the operator: the model's budget is used up.")),
    (JobFailed("worker_lost"), _("Send it again. If it stays, tell the operator.")),
    (JobFailed("internal_error"), _("Tell the operator, with the timeline_request_id.")),
)


def failures() -> list[Failure]:
    """As the panel's own edge answers them."""
    rows = []
    for error, todo in _TODO:
        response = wire.failure(error)
        code = str(response.headers["X-Error-Code"])
        rows.append(Failure(response.status_code, code, response.data["message"], todo))
    return sorted(rows, key=lambda row: row.status)


def limits() -> list[Limit]:
    """Those in force."""
    row = RecognitionSettings.load() or RecognitionSettings()
    megabytes = settings.MAX_PHOTO_BYTES // 1024**2
    return [
        Limit(_("Photo"), gettext("%(count)d MiB") % {"count": megabytes}, "422"),
        Limit(
            _("Photo, decoded"),
            gettext("%(count)d million pixels") % {"count": settings.MAX_PHOTO_PIXELS // 10**6},
            "422",
        ),
        Limit(_("clientUid"), gettext("%(count)d characters") % {"count": 200}, "400"),
        Limit(
            _("Fetching the photo"),
            gettext("%(count)g seconds") % {"count": settings.FETCH_DEADLINE_S},
            "422",
        ),
        Limit(
            _("Answer"),
            gettext("within %(count)g seconds") % {"count": settings.ANSWER_DEADLINE_S},
            "500",
        ),
        Limit(
            _("Calls of a key, or else of an address"),
            gettext("%(count)d in a minute") % {"count": row.requestsPerMinute}
            if row.requestsPerMinute
            else _("no limit"),
            "429",
        ),
    ]


PAPER = Paper(
    slug="serial-numbers",
    panel="recognition",
    title=_("Serial numbers"),
    lead=_(
        "Send a photo of a label, a nameplate or a carton. Back come the serial number, how sure "
        "it is, where it stands, and every other number that was seen."
    ),
    who=_(
        "Programs send a key. Pages in a browser need none where the operator allows their domain; "
        "programs on the server's own machine need none while localhost is allowed."
    ),
    topics=TOPICS,
    members=MEMBERS,
    failures=failures,
    code_in=_("The code stands in the header X-Error-Code, the sentence in message."),
    limits=limits,
    papers=("recognition.md", "form.md", "api.md"),
)
