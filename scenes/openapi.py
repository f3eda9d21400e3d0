"""What the API reference says about the panel: requests, answers, failures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
    inline_serializer,
)
from rest_framework import serializers

View = TypeVar("View", bound=type)

MASTER_DATA = "master data"
PUT = "Keys that are left out stay as they are."

PAGE = [
    OpenApiParameter("limit", int, description="At most so many rows: 100, or up to 1000."),
    OpenApiParameter("offset", int, description="Leave out so many rows first."),
]
CID = OpenApiParameter("cid", str, description="The client's own code of a product.")
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Any text of the caller's. The same request sent again with it within 24 hours "
    "gets the same answer and makes nothing twice.",
)
FAILURES: Mapping[int, OpenApiResponse] = {
    code: OpenApiResponse(OpenApiTypes.OBJECT, description=said)
    for code, said in {
        400: 'A value does not fit: `{"field": ["…"]}`.',
        401: "The token is missing, unknown, revoked or expired.",
        403: "The token is not allowed to do this.",
        404: "There is no such row.",
        409: "The first request with this Idempotency-Key is still at work.",
        413: "The body or the photo is too large.",
        422: "This Idempotency-Key was used for another request.",
        429: "Too many requests, or the token's quota is used up; see `Retry-After`.",
    }.items()
}


def failures(*codes: int) -> dict[int, OpenApiResponse]:
    """What may go wrong, besides a missing token."""
    return {code: FAILURES[code] for code in (401, 403, *codes)}


def operation(
    name: str,
    summary: str,
    *,
    tag: str,
    answers: Mapping[int, Any],
    body: Any = None,
    about: str = "",
    parameters: Sequence[OpenApiParameter] = (),
    fails: Sequence[int] = (400,),
    **more: Any,
) -> dict[str, Any]:
    """The arguments of ``extend_schema`` for one method of one path."""
    return {
        "operation_id": name,
        "summary": summary,
        # Said here, or the view's docstring would be shown, which speaks to its readers.
        "description": about or f"{summary}.",
        "tags": [f"Shelf scenes: {tag}"],
        "request": body,
        "parameters": list(parameters),
        "responses": {**answers, **failures(*fails)},
        "auth": [{"Token": []}],
        **more,
    }


def envelope(name: str, one: Any) -> Any:
    """A page of a list."""
    return inline_serializer(
        f"{name}Page",
        {
            "count": serializers.IntegerField(),
            "next": serializers.URLField(allow_null=True),
            "previous": serializers.URLField(allow_null=True),
            "results": one(many=True),
        },
    )


def list_of(
    name: str,
    plural: str,
    serializer: Any,
    *filters: OpenApiParameter,
    tag: str = MASTER_DATA,
    methods: Sequence[str] = ("get", "post"),
) -> Callable[[View], View]:
    """Describe a view of a list: GET (a page) and POST (a new row)."""
    page = envelope(name.title().replace("_", ""), serializer)
    described = {
        "get": operation(
            f"list_{name}",
            f"List {plural}",
            tag=tag,
            answers={200: page},
            parameters=[*PAGE, *filters],
            fails=(),
        ),
        "post": operation(
            f"make_{name}",
            f"Make one of the {plural}",
            tag=tag,
            answers={201: serializer},
            body=serializer,
            parameters=[IDEMPOTENCY_KEY],
            fails=(400, 409, 422),
        ),
    }
    return _view(described, methods)


def one_of(
    name: str,
    plural: str,
    serializer: Any,
    *,
    tag: str = MASTER_DATA,
    methods: Sequence[str] = ("get", "put", "patch", "delete"),
) -> Callable[[View], View]:
    """Describe a view of one row."""

    def said(verb: str, **more: Any) -> dict[str, Any]:
        answers = {204: None} if verb == "delete" else {200: serializer}
        summary = f"{verb.title()} one of the {plural}"
        return operation(f"{verb}_{name}", summary, tag=tag, answers=answers, **more)

    described = {
        "get": said("read", fails=(404,)),
        "put": said("replace", about=PUT, body=serializer, fails=(400, 404)),
        "patch": said("change", body=serializer, fails=(400, 404)),
        "delete": said("delete", fails=(404,)),
    }
    return _view(described, methods)


def _view(
    described: Mapping[str, dict[str, Any]], methods: Sequence[str]
) -> Callable[[View], View]:
    return extend_schema_view(**{method: extend_schema(**described[method]) for method in methods})
