"""Rows of master data: what their endpoints share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Model, QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from core.turns import take_turn
from scenes.api.conventions import ShelfView
from scenes.api.fields import RecordSerializer


class RecordView(ShelfView):
    """Of those who change rows with the same ``turn``, one is at work at a time; "": any number."""

    serializer_class: ClassVar[type[RecordSerializer]]
    turn: ClassVar[str] = ""

    def begin(self) -> None:
        """The first thing in the transaction of a change, before anything is locked."""
        if self.turn:
            take_turn(self.turn)

    def rows(self) -> QuerySet[Any]:
        model: type[Model] = self.serializer_class.Meta.model
        return model._default_manager.all()

    def shown(self, row: Any) -> Any:
        return self.serializer_class(row).data

    def checked(self, row: Any = None) -> RecordSerializer:
        """The serializer of the values sent. Keys that are missing leave ``row`` as it is.

        Raises ValidationError.
        """
        known = {} if row is None else {"instance": row, "partial": True}
        serializer = self.serializer_class(data=self.body, **known)
        serializer.is_valid(raise_exception=True)
        return serializer


class RecordsView(RecordView):
    """GET: a page. POST: a new row, 201."""

    def get(self, request: Request) -> Response:
        return self.page(self.rows(), self.shown)

    def post(self, request: Request) -> Response:
        valid = self.checked()
        with transaction.atomic():
            self.begin()
            shown = self.shown(valid.save())
            self.remember(201, shown)
        return Response(shown, status=201)


class OneRecordView(RecordView):
    """GET, PUT, PATCH, DELETE. A PUT changes only what it names: clients leave keys out."""

    def get(self, request: Request, pk: int) -> Response:
        return Response(self.shown(self.found(self.rows(), pk)))

    @transaction.atomic
    def put(self, request: Request, pk: int) -> Response:
        self.begin()
        # Locked, so that two who change different values both do.
        valid = self.checked(self.found(self.rows().select_for_update(), pk))
        return Response(self.shown(valid.save()))

    def patch(self, request: Request, pk: int) -> Response:
        return self.put(request, pk)

    @transaction.atomic
    def delete(self, request: Request, pk: int) -> Response:
        self.begin()
        self.found(self.rows(), pk).delete()
        return Response(status=204)
