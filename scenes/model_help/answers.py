"""How a model answers about several pictures: one key for each. Pure."""

from __future__ import annotations

from typing import Any


def key_of(picture: int) -> str:
    """The key of the picture at this place, from 0."""
    return f"picture_{picture + 1}"


def keys_of(pictures: int) -> list[str]:
    return [key_of(number) for number in range(pictures)]


def schema_of(kind: str, pictures: int) -> dict[str, Any]:
    """A JSON schema: for each picture a value of this JSON type, or null.

    Every key required and no limits: what all servers' grammars understand.
    """
    keys = keys_of(pictures)
    return {
        "type": "object",
        "additionalProperties": False,
        "required": keys,
        "properties": {key: {"type": [kind, "null"]} for key in keys},
    }
