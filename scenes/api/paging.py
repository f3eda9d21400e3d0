"""Pages of a list: ``limit`` and ``offset`` from the query, else from the body, also of a GET."""

from __future__ import annotations

from typing import Any

from rest_framework.exceptions import APIException
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request

from scenes.api.bodies import body_of

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000


class Paging(LimitOffsetPagination):
    """Values that are no fitting number count as not sent."""

    default_limit = DEFAULT_LIMIT
    max_limit = MAX_LIMIT

    def get_limit(self, request: Request) -> int:
        return min(_number(request, "limit", least=1) or DEFAULT_LIMIT, MAX_LIMIT)

    def get_offset(self, request: Request) -> int:
        return _number(request, "offset", least=0) or 0


def _number(request: Request, name: str, *, least: int) -> int | None:
    in_query = request.query_params.get(name)
    sent = in_query if in_query is not None else _sent(request).get(name)
    return whole(sent, least=least)


def _sent(request: Request) -> dict[str, Any]:
    try:
        return body_of(request)
    except APIException:
        return {}


def whole(value: Any, *, least: int) -> int | None:
    """A whole number from ``least`` on that fits 64 bits, also as text; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    try:
        number = int(value)
    except ValueError:
        return None
    return number if least <= number < 2**63 else None
