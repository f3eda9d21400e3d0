"""Views translate: request to pages, enqueue, wait for the rows, envelope."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.access import require_key
from core.errors import InvalidInput, UnsupportedImage
from core.models import ApiKey
from core.pages import open_document
from core.photos import bytes_of_base64
from core.quotas import refund, spend
from core.timeline import Timeline
from ocr_docs import envelopes, services, wire
from ocr_docs.envelopes import PageOutcome
from ocr_docs.kinds import ENDPOINTS, Endpoint, Kind
from ocr_docs.limits import MAX_BYTES, MAX_PIXELS
from ocr_docs.models import OcrSettings
from ocr_docs.openapi import BOOK, GENERAL, METER
from ocr_docs.parsers import LenientJSONParser
from ocr_docs.serializers import OcrRequest, validated
from ocr_docs.tasks import read_page
from ocr_docs.wording import GENERATIONS, Fault, Words


class DocumentView(APIView):
    """What the three endpoints share. Each names its kind."""

    kind: ClassVar[Kind]
    permission_classes = []
    parser_classes = [LenientJSONParser]
    timeline: Timeline | None = None

    def get_exception_handler(self) -> Any:
        return lambda error, _: wire.failure(error, self.kind, self.words)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.timeline = Timeline.begin(services.PANEL)
        super().initial(request, *args, **kwargs)

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        if self.timeline is not None:
            final["X-Timeline-Request-Id"] = str(self.timeline.id)
            self.timeline.close(final.status_code, final.headers.get("X-Error-Code", ""))
        return final

    @property
    def endpoint(self) -> Endpoint:
        return ENDPOINTS[self.kind]

    @property
    def words(self) -> Words:
        return GENERATIONS[services.load_settings().errorCodes]

    def read(self, request: Request) -> Response:
        """Answer a request: its pages are read by the workers, all at once."""
        key = require_key(request, self.endpoint.name)
        assert self.timeline is not None
        self.timeline.describe(client=f"key:{key.prefix}")
        asked = validated(request.data)
        row = services.load_settings()
        try:
            document = self._opened(asked, row)
        except (InvalidInput, UnsupportedImage) as error:
            self.timeline.mark("document_refused", error.code, why=error.message)
            unreadable = [PageOutcome(fault=Fault.NOT_AN_IMAGE)]
            answered = self._answer(unreadable, asked)
            answered["X-Error-Code"] = error.code
            return answered
        pages = len(document.page_sizes)
        spend(key, self.endpoint.name, pages)
        outcomes = self._outcomes(document, key, row)
        ours = sum(page.fault in (Fault.INTERNAL, Fault.LATE) for page in outcomes)
        if ours:
            refund(key, self.endpoint.name, ours)
        return self._answer(outcomes, asked)

    def _opened(self, asked: OcrRequest, row: OcrSettings) -> services.Document:
        """Raises InvalidInput, UnsupportedImage, ImageTooLarge or TooManyPages."""
        assert self.timeline is not None
        with self.timeline.step("document_checked") as detail:
            body = bytes_of_base64(asked.image, max_bytes=MAX_BYTES)
            limit = row.pageLimit if self.endpoint.many_pages else 1
            opened = open_document(
                body, max_bytes=MAX_BYTES, max_pages=limit, max_pixels=MAX_PIXELS
            )
            detail.update(bytes=len(body), pages=opened.page_count, type=opened.media_type)
        return services.Document(body, opened.media_type, opened.sizes)

    def _outcomes(
        self, document: services.Document, key: ApiKey, row: OcrSettings
    ) -> list[PageOutcome]:
        assert self.timeline is not None
        self.timeline.flush()
        with transaction.atomic():
            opened, jobs = services.open_request(
                self.kind, document, key=key, timeline_id=self.timeline.id
            )
            for job in jobs:
                transaction.on_commit(partial(read_page.delay, job))
        outcomes = services.wait_for_pages(opened, deadline_s=row.deadlineSeconds)
        status, _ = envelopes.answer(self.kind, outcomes, self.words)
        services.close(opened, outcomes, status=status, keep_hours=row.retentionHours)
        return outcomes

    def _answer(self, outcomes: Sequence[PageOutcome], asked: OcrRequest) -> Response:
        request_id = asked.request_id
        if self.kind is Kind.GENERAL and not request_id:
            request_id = uuid.uuid4().hex
        return wire.response(*envelopes.answer(self.kind, outcomes, self.words, request_id))


class BookView(DocumentView):
    kind = Kind.BOOK

    @extend_schema(**BOOK)
    def post(self, request: Request) -> Response:
        return self.read(request)


class MeterView(DocumentView):
    kind = Kind.METER

    @extend_schema(**METER)
    def post(self, request: Request) -> Response:
        return self.read(request)


class GeneralView(DocumentView):
    kind = Kind.GENERAL

    @extend_schema(**GENERAL)
    def post(self, request: Request) -> Response:
        return self.read(request)
