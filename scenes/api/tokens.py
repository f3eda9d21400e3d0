"""/api/auth/v1.0/get_token: a token from a master token."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from drf_spectacular.utils import extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from scenes.api.conventions import Route, ShelfView
from scenes.openapi import operation
from scenes.services.tokens import make_token

_TOKEN = inline_serializer(
    "ShelfToken",
    {
        "token": serializers.CharField(),
        "created_at": serializers.CharField(),
        "expires_at": serializers.CharField(),
    },
)


class TokenView(ShelfView):
    """The body is not looked at: the documentation wants it empty."""

    needs = "shelf-tokens"
    limited = "get_token"
    keeps_answers = False  # a token is never stored in plain text

    @extend_schema(
        **operation(
            "get_token",
            "Make a token that is good for 90 days",
            tag="tokens",
            answers={201: _TOKEN},
            fails=(429,),
        )
    )
    def post(self, request: Request) -> Response:
        made, token = make_token(self.key)
        ends = made.expiry_date
        return Response(
            {
                "token": token,
                "created_at": _spelled(made.created),
                "expires_at": _spelled(ends) if ends else None,
            },
            status=201,
        )


def _spelled(moment: datetime) -> str:
    """With a space and a numeric offset: here alone the documentation writes dates so."""
    return moment.astimezone(UTC).isoformat(sep=" ", timespec="microseconds")


AUTH_ROUTES: Sequence[Route] = (("get_token", TokenView),)
