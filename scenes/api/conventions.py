"""What all endpoints of the shelf panel share: tokens, limits, bodies, pages, failures.

An endpoint is a subclass of :class:`ShelfView` with ``get``, ``post`` and so on, and an
entry in the ``ROUTES`` of its file. ``self.body`` are the values sent, ``self.key`` is the
caller's token, ``self.row`` are the settings in force.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.access import require_key
from core.models import ApiKey
from core.rate_limits import count_call
from core.timeline import Timeline
from scenes.api import failures, idempotency
from scenes.api.bodies import BoundedForm, BoundedJSON, BoundedMultiPart, body_of
from scenes.api.paging import Paging
from scenes.models import KeptAnswer, ShelfSettings
from scenes.moments import rfc3339

__all__ = ["Route", "ShelfView", "load_settings", "rfc3339"]

PANEL = "scenes"
ENDPOINT = "shelf"
"""What a token must be allowed for, as the AppConfig offers it."""
LARGEST_ID = 2**63 - 1

Row = TypeVar("Row", bound=Model)
Route = tuple[str, type[APIView]]
"""A path without slashes at its ends, such as ``"sku/<int:pk>"``, and its view."""


def load_settings() -> ShelfSettings:
    """The settings row, or the defaults where nobody has saved one."""
    return ShelfSettings.load() or ShelfSettings()


class ShelfView(APIView):
    """Base of all endpoints.

    ``needs`` is what the token must be allowed for. ``limited``, where it is set, is the
    name under which a token's calls are counted. Requests that change something have a
    timeline, named in ``X-Timeline-Request-Id``; reading has none, for it must be cheap.
    """

    permission_classes = []
    parser_classes = [BoundedJSON, BoundedForm, BoundedMultiPart]
    needs: ClassVar[str] = ENDPOINT
    limited: ClassVar[str] = ""
    keeps_answers: ClassVar[bool] = True
    key: ApiKey
    timeline: Timeline | None = None
    kept: KeptAnswer | None = None

    def get_exception_handler(self) -> Any:
        return _handle

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            self.timeline = Timeline.begin(PANEL)
        self.key = require_key(request._request, self.needs)
        if self.timeline is not None:
            self.timeline.describe(client=f"key:{self.key.prefix}")
        super().initial(request, *args, **kwargs)
        if self.limited:
            per_minute = self.row.requestsPerMinute
            count_call(f"shelf:{self.limited}:{self.key.prefix}", per_minute=per_minute)
        if request.method == "POST" and self.keeps_answers:
            self.kept = idempotency.begin(request, self.key)

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        idempotency.end(self.kept, final.status_code, getattr(final, "data", None))
        if self.timeline is not None:
            final.headers["X-Timeline-Request-Id"] = str(self.timeline.id)
            self.timeline.close(final.status_code, final.headers.get("X-Error-Code", ""))
        return final

    @cached_property
    def row(self) -> ShelfSettings:
        """The settings in force, loaded once for the request."""
        return load_settings()

    @cached_property
    def body(self) -> dict[str, Any]:
        """The values sent, by name; see :func:`scenes.api.bodies.body_of`."""
        return body_of(self.request)

    def remember(self, status: int, body: Any) -> None:
        """Keep the answer for the request's ``Idempotency-Key``, if it has one.

        Call it in the transaction that makes what the answer tells of: so a request sent
        again after a crash makes nothing twice. What is not remembered so is kept as
        soon as the answer goes out.
        """
        idempotency.keep(self.kept, status, body)

    def found(self, rows: QuerySet[Row], pk: int) -> Row:
        """The row with the id ``pk``. Raises Http404, also for ids that no row can have."""
        row = rows.filter(pk=pk).first() if pk <= LARGEST_ID else None
        if row is None:
            raise Http404
        return row

    def page(self, rows: QuerySet[Row], show: Callable[[Row], Any]) -> Response:
        """The page of ``rows`` that the caller asked for, in the envelope of lists."""
        paging = Paging()
        shown = paging.paginate_queryset(rows, self.request, view=self) or []
        return paging.get_paginated_response([show(row) for row in shown])


class NotFoundView(ShelfView):
    """Any other path under the panel's own addresses."""

    schema = None
    keeps_answers = False

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise Http404


def _handle(error: Exception, context: dict[str, Any]) -> Response:
    if isinstance(error, idempotency.AnsweredBefore):
        replayed = Response(error.body, status=error.status)
        replayed.headers["Idempotent-Replayed"] = "true"
        return replayed
    return failures.handle(error, context)
