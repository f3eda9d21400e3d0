"""Views translate: request to service call, enqueue, wait for the row, response."""

from __future__ import annotations

from functools import partial
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core import jobs
from core.access import admit
from core.errors import InvalidInput
from core.models import ApiKey
from core.origins import client_address, cors_headers
from core.quotas import charged
from core.rate_limits import count_call
from core.timeline import Timeline
from recognition import form_access, services, wire
from recognition.models import RecognitionSettings
from recognition.openapi import ANALYZE, RATE
from recognition.parsers import BoundedJSONParser, BoundedMultiPartParser
from recognition.serializers import AnalyzeRequest, RateRequest, first_message
from recognition.tasks import analyze

ENDPOINT = "recognition"
"""What an API key must be allowed for, as the AppConfig offers it."""

Form = TypeVar("Form", bound=serializers.Serializer[Any])


class PanelView(APIView):
    """What both endpoints share: wire shape, timeline, domain rule, limits, CORS."""

    permission_classes = []
    parser_classes: list[type[BaseParser]] = [BoundedJSONParser]
    timeline: Timeline | None = None
    row: RecognitionSettings | None = None
    key: ApiKey | None = None

    def get_exception_handler(self) -> Any:
        return wire.handle

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        self.timeline = Timeline.begin("recognition")
        super().initial(request, *args, **kwargs)

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        row = self.row or RecognitionSettings.load()
        for name, value in cors_headers(request, row.allowedDomains if row else []).items():
            final.headers[name] = value
        if self.timeline is not None:
            final.headers["X-Timeline-Request-Id"] = str(self.timeline.id)
            self.timeline.close(final.status_code, final.headers.get("X-Error-Code", ""))
        return final

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        """The preflight: 204, with CORS headers only for an allowed Origin."""
        self.timeline = None
        return Response(status=status.HTTP_204_NO_CONTENT)

    def valid(self, form: type[Form]) -> Form:
        """The validated request. Raises InvalidInput with the first message."""
        assert self.timeline is not None
        if not isinstance(self.request.data, dict):
            raise InvalidInput(wire.INVALID_JSON)
        uploads = settings.ACCEPT_UPLOADS or form_access.has_ticket(self.request)
        request = form(data=self.request.data, context={"uploads": uploads})
        with self.timeline.step("validated"):
            if not request.is_valid():
                raise InvalidInput(first_message(request.errors))
        self.timeline.describe(client=request.validated_data["clientUid"])
        return request

    def admitted(self) -> RecognitionSettings:
        """The settings row, once configuration, domain and limit have let the call in."""
        assert self.timeline is not None
        with self.timeline.step("config_loaded"):
            self.row = row = services.load_settings()
        # As it is kept: not every database takes every control character.
        origin = "".join(filter(str.isprintable, self.request.headers.get("Origin", "")))
        self.timeline.describe(origin=origin)
        with self.timeline.step("origin_checked", origin=origin[:200]):
            self.key = key = self.admitted_key(row.allowedDomains)
        client = f"key:{key.prefix}" if key else f"address:{client_address(self.request)}"
        with self.timeline.step("limit_checked"):
            count_call(client, per_minute=row.requestsPerMinute)
        return row

    def admitted_key(self, domains: list[str]) -> ApiKey | None:
        """The caller's key, if it has one. Raises RequestBlocked."""
        if form_access.has_ticket(self.request):
            form_access.check_ticket(self.request, domains)
            return None
        return admit(self.request, domains, endpoint=ENDPOINT)


class AnalyzeView(PanelView):
    """Photo in, serial number out."""

    parser_classes = [BoundedJSONParser, BoundedMultiPartParser]

    @extend_schema(**ANALYZE)
    def post(self, request: Request) -> Response:
        valid = self.valid(AnalyzeRequest)
        row = self.admitted()
        with charged(self.key, ENDPOINT):
            return Response(self.analysed(valid, row))

    def analysed(self, valid: AnalyzeRequest, row: RecognitionSettings) -> dict[str, Any]:
        """The body of the answer, once a worker has it."""
        assert self.timeline is not None
        self.timeline.flush()
        with transaction.atomic():
            job = services.open_analysis(
                client_uid=valid.validated_data["clientUid"],
                source=valid.photo_source(),
                row=row,
                timeline_id=self.timeline.id,
            )
            transaction.on_commit(partial(analyze.delay, str(job.pk)))
        done = jobs.wait_for(job.pk, deadline_s=settings.ANSWER_DEADLINE_S)
        return services.body_for(done, row)


class RateView(PanelView):
    """Rate a recognition from 1 to 5."""

    @extend_schema(**RATE)
    def post(self, request: Request) -> Response:
        valid = self.valid(RateRequest).validated_data
        self.admitted()
        services.rate(
            client_uid=valid["clientUid"],
            recognition_id=valid["recognitionId"],
            rating=valid["rating"],
            feedback=valid.get("feedback", ""),
        )
        return Response({"message": wire.RATED, "rating": valid["rating"]})
