"""What the panel keeps about requests that never were (see ``core.showing.past``)."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from core.models import TimelineRequest
from core.showing.past import Habits
from ocr_docs.kinds import Kind
from ocr_docs.models import DocumentPage, DocumentRequest
from ocr_docs.services import PANEL
from ocr_docs.wording import Fault

HABITS = Habits(
    panel=PANEL,
    client="key:{:08x}",
    steps={"document_checked": 9, "page_decode": 40, "engines": 900, "page_read": 950},
    endings={
        (200, ""): 940,
        (400, "bad_request"): 25,
        (401, "unauthorized"): 8,
        (413, "payload_too_large"): 9,
        (429, "rate_limited"): 10,
        (500, "internal_error"): 6,
        (None, ""): 2,
    },
)
_KINDS = [Kind.BOOK, Kind.METER, Kind.METER, Kind.METER, Kind.GENERAL]
_LENGTHS = [1, 1, 1, 1, 1, 1, 2, 2, 3, 5, 8]


def write(timelines: Sequence[TimelineRequest], chance: random.Random) -> None:
    """The documents of requests that were answered."""
    answered = [request for request in timelines if request.status == 200]
    rows = [_row(request, chance) for request in answered]
    DocumentRequest.objects.bulk_create(rows)
    DocumentPage.objects.bulk_create(
        page
        for request, row in zip(answered, rows, strict=True)
        for page in _pages(row, request.parts, chance)
    )


def _row(request: TimelineRequest, chance: random.Random) -> DocumentRequest:
    kind = chance.choice(_KINDS)
    request.answer = kind
    request.parts = 1 if kind == Kind.METER else chance.choice(_LENGTHS)
    return DocumentRequest(
        kind=kind,
        media_type="image/jpeg",
        timeline_id=request.pk,
        status=200,
        answered_at=request.finished_at,
        created_at=request.created_at,
    )


def _pages(row: DocumentRequest, count: int, chance: random.Random) -> Iterator[DocumentPage]:
    for number in range(1, count + 1):
        page = DocumentPage(request=row, number=number, width=1654, height=2339)
        page.created_at = row.created_at
        if chance.random() < 0.03:
            page.fault = chance.choice((Fault.NOT_THIS, Fault.TOO_SMALL, Fault.LATE))
        else:
            page.confidence = round(1 - chance.betavariate(0.8, 5), 4)
            page.seconds = round(chance.lognormvariate(-0.2, 0.5), 4)
        yield page
