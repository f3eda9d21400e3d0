"""Vision models worth suggesting, and when providers announced to switch models off.

The facts are in ``vision_catalogue.json``, not here: they change without us. Any
other model name is as good; a local server's names mean something on it only.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("vision_catalogue.json")
_SNAPSHOT = re.compile(r"-\d{4}-\d{2}-\d{2}$")


@dataclass(frozen=True, slots=True)
class ModelSuggestion:
    """A model by name; ``ends`` is the announced last day, ``successor`` "" if none was named."""

    name: str
    ends: date | None
    successor: str
    note: str
    source: str


def suggestions() -> tuple[ModelSuggestion, ...]:
    """The models to offer, the best first."""
    return tuple(model for model, suggested in _catalogue().values() if suggested)


def shutdown_of(name: str) -> date | None:
    """When the model ends; None when no end is known, or the model is not."""
    known = announced(name)
    return known.ends if known else None


def announced(name: str) -> ModelSuggestion | None:
    """What is known of a model, also under a router's name or that of a dated snapshot of it."""
    plain = name.strip().casefold().removeprefix("openai/")
    found = _catalogue().get(plain) or _catalogue().get(_SNAPSHOT.sub("", plain))
    return found[0] if found else None


@cache
def _catalogue() -> dict[str, tuple[ModelSuggestion, bool]]:
    data = json.loads(_FILE.read_text(encoding="utf-8"))
    return {row["name"]: (_model(row, data["source"]), row["suggested"]) for row in data["models"]}


def _model(row: dict[str, str | None], source: str) -> ModelSuggestion:
    ends = row["ends"]
    return ModelSuggestion(
        name=str(row["name"]),
        ends=date.fromisoformat(ends) if ends else None,
        successor=row["successor"] or "",
        note=row["note"] or "",
        source=source,
    )
