"""Values on the wire: ids, numbers, dates. Whatever does not fit is told, never a failure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from rest_framework import serializers

from scenes.api.conventions import LARGEST_ID, rfc3339
from scenes.api.paging import whole


class Reference(serializers.PrimaryKeyRelatedField[Any]):
    """The id of another row: an integer, also as text. Sent out as an integer."""

    default_error_messages = {"incorrect_type": "A valid id is required."}

    def to_internal_value(self, data: Any) -> Any:
        pk = whole(data, least=0)
        if pk is None:
            self.fail("incorrect_type")
        return super().to_internal_value(pk)


class Id(serializers.IntegerField):
    """An id that is not looked up. Raises as any field does."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=LARGEST_ID, **kwargs)

    def to_internal_value(self, data: Any) -> int:
        pk = whole(data, least=0)
        if pk is None:
            self.fail("invalid")
        return pk


class Moment(serializers.DateTimeField):
    """ISO 8601 with or without offset (then UTC), or a date alone; sent out by ``rfc3339``."""

    def to_internal_value(self, value: Any) -> datetime:
        moment = moment_of(value)
        if moment is None:
            self.fail("invalid", format="YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]")
        return moment

    def to_representation(self, value: Any) -> str:
        return rfc3339(value)


def moment_of(value: Any) -> datetime | None:
    """The moment that ``value`` spells, in UTC; None if it spells none."""
    if not isinstance(value, str):
        return None
    try:
        moment = parse_datetime(value.strip())
        if moment is None and (day := parse_date(value.strip())):
            moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        if moment is None:
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


class Number(serializers.FloatField):
    """A finite number."""

    def to_internal_value(self, data: Any) -> float:
        try:
            number = super().to_internal_value(data)
        except OverflowError:
            self.fail("invalid")
        if isinstance(data, bool) or not -1e300 < number < 1e300:
            self.fail("invalid")
        return number


class RecordSerializer(serializers.ModelSerializer[Any]):
    """A row of master data, in the panel's ways with ids, numbers and dates."""

    serializer_related_field = Reference
    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateTimeField: Moment,
        models.FloatField: Number,
    }
