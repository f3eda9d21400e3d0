"""Settings as the JSON document the seed shows, and back. Pure.

Three groups: ``general`` and ``apiTokens`` with the seed's names and types
(``confidenceThreshold`` a string, ``CacheResults`` 1 or 0), and ``triptych`` for what
only this server knows. Reading accepts every spelling that clients were seen to use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

TOKEN = "modelToken"  # noqa: S105 - the name of a setting
LOWEST, HIGHEST = Decimal("0.1"), Decimal(1)
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


class NotASettingsFile(ValueError):
    """``problems`` has one sentence for each thing that is wrong."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__(" ".join(problems))


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """What was read: ``values`` by setting, and the names that mean nothing here."""

    values: dict[str, Any]
    ignored: tuple[str, ...]


def to_document(values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The document for settings by name. The model key is never part of it."""
    return {
        group: {name: _written(name, values) for name in names} for group, names in GROUPS.items()
    }


def from_document(document: Any) -> SettingsFile:
    """Read a document; settings it leaves out are not in the result.

    Raises NotASettingsFile with all that is wrong with it.
    """
    if not isinstance(document, dict) or not any(group in document for group in GROUPS):
        raise NotASettingsFile("This is no settings file: it has no “general” and no “apiTokens”.")
    values: dict[str, Any] = {}
    ignored = [str(group) for group in document if group not in GROUPS]
    problems: list[str] = []
    for group in (group for group in GROUPS if group in document):
        content = document[group]
        if not isinstance(content, dict):
            problems.append(f"“{group}” must be an object.")
            continue
        ignored += [f"{group}.{name}" for name in content if name not in GROUPS[group]]
        for name in (name for name in GROUPS[group] if name in content):
            try:
                values[name] = read(name, content[name])
            except ValueError as error:
                problems.append(f"{name}: {error}.")
    if problems:
        raise NotASettingsFile(*problems)
    return SettingsFile(values, tuple(ignored))


def read(name: str, value: Any) -> Any:
    """The Python value of one setting. Raises ValueError for an unknown name or a bad value."""
    if name not in _READERS:
        raise ValueError("there is no such setting")
    return _READERS[name](value)


def threshold(value: Any) -> Decimal:
    """``"0.7"``, ``0.7`` or ``"0,7"``, moved into 0.1 to 1. Raises ValueError, for NaN too."""
    if isinstance(value, bool):
        raise ValueError("write a number from 0.1 to 1")
    try:
        number = Decimal(str(value).strip().replace(",", "."))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise ValueError("write a number from 0.1 to 1")
    return min(max(number, LOWEST), HIGHEST).quantize(Decimal("0.0001"))


def threshold_text(value: Decimal) -> str:
    """``0.7`` rather than ``0.7000``."""
    return f"{value.normalize():f}"


def _flag(value: Any) -> bool:
    text = str(value).strip().lower()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise ValueError("write 1 or 0")


def _domains(value: Any) -> list[str] | str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(host, str) for host in value):
        return value
    raise ValueError("write a list of hosts")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("write text")
    return value.strip()


def _optional(value: Any) -> str:
    return "" if value is None else _text(value)


def _whole(value: Any) -> int:
    try:
        if isinstance(value, bool) or float(value) != int(float(value)):
            raise ValueError
    except (TypeError, ValueError, OverflowError):
        raise ValueError("write a whole number") from None
    return int(float(value))


_GROUPED: dict[str, dict[str, Callable[[Any], Any]]] = {
    "general": {
        "allowedDomains": _domains,
        "buttonColor": _text,
        "bgColor": _text,
        "formBgColor": _text,
        "textColor": _text,
        "titleMessage": _text,
    },
    "apiTokens": {
        "AIModelName": _text,
        TOKEN: _optional,
        "additionalPrompt": _optional,
        "confidenceThreshold": threshold,
        "CacheResults": _flag,
    },
    "triptych": {
        "engines": _text,
        "baseUrl": _text,
        "modelTimeout": _whole,
        "requestsPerMinute": _whole,
        "tokensPerDay": _whole,
        "retentionDays": _whole,
        "photoDays": _whole,
    },
}
GROUPS = {group: tuple(readers) for group, readers in _GROUPED.items()}
_READERS = {name: reader for readers in _GROUPED.values() for name, reader in readers.items()}


def _written(name: str, values: Mapping[str, Any]) -> Any:
    if name == TOKEN:
        return ""
    value = values[name]
    if name == "confidenceThreshold":
        return threshold_text(value)
    return int(value) if name == "CacheResults" else value
