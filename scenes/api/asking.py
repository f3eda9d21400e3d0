"""What a caller of /recognize means, however it was written."""

from __future__ import annotations

import json
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from scenes.api.fields import Id, Moment
from scenes.api.id_lists import Ids, parts_of
from scenes.reports.registry import plain_name
from scenes.services.scenes import Asked

_MOST_NAMES = 100
_FLAT = ("metadata/{}", "metadata[{}]", "metadata.{}")


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class ReportTypes(serializers.Field[Any, Any, Any, Any]):
    """Names of report types in the caller's spelling: one, a list, or a text with commas."""

    default_error_messages = {
        "invalid_choice": '"{asked}" is not a valid choice.',
        "max_length": "Ensure this field has no more than {most} elements.",
    }

    def to_internal_value(self, data: Any) -> tuple[str, ...]:
        parts = parts_of(data)
        if len(parts) > _MOST_NAMES:
            self.fail("max_length", most=_MOST_NAMES)
        for part in parts:
            if not isinstance(part, str) or len(part) > 60 or plain_name(part) is None:
                self.fail("invalid_choice", asked=str(part)[:60])
        return tuple(dict.fromkeys(parts))

    def to_representation(self, value: Any) -> Any:
        return list(value)


class StackHint(serializers.IntegerField):
    """A whole number of photos, also as 2.0 or "2"; 0 and nothing say nothing."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=1000, **kwargs)

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Text(serializers.CharField):
    """Text, also written as a number; nothing is ""."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, allow_null=True, allow_blank=True, **kwargs)


class Country(Text):
    default_error_messages = {"invalid_country": "Write a country as two letters (ISO 3166-1)."}

    def to_internal_value(self, data: Any) -> str:
        country = super().to_internal_value(data).upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            self.fail("invalid_country")
        return country


class Metadata(serializers.DictField):
    """An object, also as JSON text."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str):
            try:
                data = json.loads(data) if data.strip() else {}
            except (ValueError, RecursionError):
                self.fail("not_a_dict", input_type="str")
        return super().to_internal_value(data)


class AgentSerializer(serializers.Serializer[Any]):
    """The part of ``metadata`` that is known. Other keys are kept as they are."""

    agent_id = Text(max_length=255)
    agent_name = Text(max_length=255)


class RecognizeSerializer(serializers.Serializer[Any]):
    """The body of /recognize. What is not known is ignored; null counts as not sent."""

    images = Ids(required=False, allow_null=True, help_text="Ids of uploads, each used once.")
    display = Ids(required=False, allow_null=True, help_text="One id, or several.")
    report_types = ReportTypes(required=False, allow_null=True)
    visit = Id(required=False, allow_null=True, help_text="A new visit is made without it.")
    datetime = Moment(required=False, allow_null=True)
    webhook = Text(max_length=2000)
    panorama_stack_height = StackHint(required=False, allow_null=True)
    panorama_stack_width = StackHint(required=False, allow_null=True)
    counry_code = Country(help_text="As country_code, which counts where both are sent.")
    country_code = Country()
    retail_chain = Text(max_length=255)
    metadata = Metadata(required=False, allow_null=True)


def asked_of(body: dict[str, Any]) -> Asked:
    """What the caller asks for. Raises ValidationError."""
    sent = RecognizeSerializer(data=_unflattened(body))
    sent.is_valid(raise_exception=True)
    values: dict[str, Any] = sent.validated_data
    metadata = values.get("metadata") or {}
    return Asked(
        images=values.get("images") or (),
        report_types=values.get("report_types") or (),
        displays=values.get("display") or (),
        visit=values.get("visit"),
        taken_at=values.get("datetime"),
        webhook=values.get("webhook") or "",
        stack_height=values.get("panorama_stack_height") or None,
        stack_width=values.get("panorama_stack_width") or None,
        country_code=values.get("country_code") or values.get("counry_code") or "",
        retail_chain=values.get("retail_chain") or "",
        metadata=metadata,
        agent=_agent(metadata),
    )


def _agent(metadata: dict[str, Any]) -> tuple[str, str] | None:
    known = AgentSerializer(data=metadata)
    if not known.is_valid():
        raise serializers.ValidationError({"metadata": known.errors})
    name = known.validated_data.get("agent_id") or ""
    return (name, known.validated_data.get("agent_name") or "") if name else None


def _unflattened(body: dict[str, Any]) -> dict[str, Any]:
    """Empty texts count as null, as forms cannot say it otherwise; ``metadata/agent_id`` and
    its like move into ``metadata``."""
    body = {name: None if value == "" else value for name, value in body.items()}
    flat = {
        name: body[form.format(name)]
        for name in ("agent_id", "agent_name")
        for form in _FLAT
        if body.get(form.format(name)) is not None
    }
    if flat:
        known = body.get("metadata")
        body["metadata"] = {**flat, **known} if isinstance(known, dict) else known or flat
    return body
