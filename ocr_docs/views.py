"""Views translate: request to pages, enqueue, wait for the rows, envelope."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from functools import cached_property, partial
from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.access import require_key
from core.errors import ImageTooLarge, InvalidInput, RecognitionError, UnsupportedImage
from core.models import ApiKey
from core.pages import open_document
from core.photos import bytes_of_base64
from core.quotas import charged, refund
from core.timeline import Timeline
from ocr_docs import envelopes, services, wire
from ocr_docs.envelopes import Answer, PageOutcome
from ocr_docs.kinds import ENDPOINTS, Endpoint, Kind
from ocr_docs.limits import MAX_BYTES, MAX_PIXELS
from ocr_docs.models import OcrSettings
from ocr_docs.openapi import BOOK, GENERAL, METER
from ocr_docs.parsers import LenientJSONParser
from ocr_docs.serializers import OcrRequest, validated
from ocr_docs.tasks import read_page
from ocr_docs.wording import GENERATIONS, Fault, Words


class _PageTooLarge(Exception):
    """A page is too large by its header: it is told of the page, as of any side above 10,000."""

    def __init__(self, cause: ImageTooLarge) -> None:
        super().__init__(cause.message)
        self.cause = cause


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

    @cached_property
    def row(self) -> OcrSettings:
        """The settings as they are when they are first needed: one row for the whole request."""
        return services.load_settings()

    @property
    def words(self) -> Words:
        return GENERATIONS[self.row.errorCodes]

    def read(self, request: Request) -> Response:
        """Answer a request: its pages are read by the workers, all at once."""
        key = require_key(request, self.endpoint.name)
        assert self.timeline is not None
        self.timeline.describe(client=f"key:{key.prefix}")
        asked = validated(request.data)
        try:
            document = self._opened(asked)
        except (InvalidInput, UnsupportedImage) as error:
            return self._unreadable(error, Fault.NOT_AN_IMAGE, asked)
        except _PageTooLarge as error:
            return self._unreadable(error.cause, Fault.TOO_LARGE, asked)
        spent_at, pages = timezone.now(), len(document.page_sizes)
        with charged(key, self.endpoint.name, pages):
            outcomes, answer = self._read(document, key, asked)
        ours = sum(page.fault in (Fault.INTERNAL, Fault.LATE) for page in outcomes)
        if ours:
            refund(key, self.endpoint.name, ours, spent_at=spent_at)
        return wire.response(*answer)

    def _unreadable(self, error: RecognitionError, fault: Fault, asked: OcrRequest) -> Response:
        assert self.timeline is not None
        self.timeline.mark("document_refused", error.code, why=error.message)
        answered = wire.response(*self._answer([PageOutcome(fault=fault)], asked))
        answered["X-Error-Code"] = error.code
        return answered

    def _opened(self, asked: OcrRequest) -> services.Document:
        """Raises InvalidInput, UnsupportedImage, TooManyPages, ImageTooLarge (too many bytes) or
        _PageTooLarge (too many pixels)."""
        assert self.timeline is not None
        with self.timeline.step("document_checked") as detail:
            body = bytes_of_base64(asked.image, max_bytes=MAX_BYTES)
            limit = self.row.pageLimit if self.endpoint.many_pages else 1
            limits = {"max_bytes": MAX_BYTES, "max_pages": limit, "max_pixels": MAX_PIXELS}
            try:
                opened = open_document(body, **limits)
            except ImageTooLarge as error:
                raise _PageTooLarge(error) from error
            detail.update(bytes=len(body), pages=opened.page_count, type=opened.media_type)
        return services.Document(body, opened.media_type, opened.sizes)

    def _read(
        self, document: services.Document, key: ApiKey, asked: OcrRequest
    ) -> tuple[list[PageOutcome], Answer]:
        """Raises EngineUnavailable when too many pages are waiting."""
        assert self.timeline is not None
        self.timeline.flush()
        with transaction.atomic():
            opened, jobs = services.open_request(
                self.kind, document, self.row, key=key, timeline_id=self.timeline.id
            )
            for job in jobs:
                transaction.on_commit(partial(read_page.delay, job))
        outcomes = services.wait_for_pages(opened, deadline_s=self.row.deadlineSeconds)
        answer = self._answer(outcomes, asked)
        services.close(opened, outcomes, status=answer[0], keep_hours=self.row.retentionHours)
        return outcomes, answer

    def _answer(self, outcomes: Sequence[PageOutcome], asked: OcrRequest) -> Answer:
        request_id = asked.request_id
        if self.kind is Kind.GENERAL and not request_id:
            request_id = uuid.uuid4().hex
        return envelopes.answer(self.kind, outcomes, self.words, request_id)


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


@csrf_exempt
def nothing(_request: HttpRequest) -> JsonResponse:
    """Any other path of the service: it has endpoints that are not ours."""
    status, body = wire.nothing_here()
    return JsonResponse(body, status=status)
