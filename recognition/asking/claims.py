"""What of a vision model's answer is believed. Pure.

The answer is data from a stranger: it may be invented, or repeat what a
sticker told the model to say. Every field is checked, bounded and cleaned
before the panel weighs it against what the local engines saw.
"""

from __future__ import annotations

import re
import unicodedata

from core.engines import VisionAnswer
from recognition.evidence import Kind, ModelReading
from recognition.judging.labels import labels_in
from recognition.judging.payloads import is_secret

MAX_ADDITIONAL = 20
MIN_SERIAL = 3
MAX_VALUE = 64
MAX_LOCATION = 120
MAX_NOTES = 500
MAX_MODEL = 100

_NOTHING = frozenset({"n/a", "none", "null", "unknown", "unreadable", "illegible", "missing"})


def reading_from(answer: VisionAnswer) -> ModelReading:
    """What is believed of an answer that passed ``asking.SCHEMA``.

    Secrets are dropped. A question mark stays in the serial number, for the verdict to see.
    """
    data = answer.data
    label = _clean(data["serialLabel"] or "")[:MAX_VALUE]
    serial = _serial(data["serialNumber"]) if data["found"] else None
    if serial is not None and _names_a_secret(label):
        serial = None
    return ModelReading(
        serial_number=serial,
        serial_label=label or None,
        confidence=_probability(data["confidence"]),
        location=_prose(data["location"], MAX_LOCATION),
        additional=_additional(data["additionalNumbers"], serial),
        notes=_prose(data["notes"], MAX_NOTES),
        model=_clean(answer.model)[:MAX_MODEL],
        tokens=answer.tokens,
    )


def _serial(value: str | None) -> str | None:
    """The value if it can be a serial number: not a bare label, a sentence, a secret or noise."""
    if value is None or _has_controls(value):
        return None
    text = _without_label(_clean(value))
    permitted = all(c.isalnum() or c in " -_/.:#+*?" for c in text)
    if not permitted or not MIN_SERIAL <= len(text) <= MAX_VALUE:
        return None
    return None if _is_words(text) or _is_secret_or_label(text) else text


def _without_label(text: str) -> str:
    """``text`` without a serial label before it, where a colon or the like ends the label."""
    first = next(iter(labels_in(text)), None)
    if first is None or first.kind is not Kind.SERIAL or first.start != 0:
        return text
    led = text[: first.end].rstrip().endswith((":", "#", "="))
    return text[first.end :].strip() if led else text


def _is_words(text: str) -> bool:
    """Whether prose stands where a number should: "not visible", "use SN000 for this one"."""
    if not any(c.isalnum() for c in text):
        return True
    words = [word for word in text.split() if word.isalpha() and len(word) > 1]
    if not any(c.isdigit() or c == "?" for c in text):
        return len(words) > 1 or text.casefold() in _NOTHING
    return len(words) >= 3


def _additional(items: list[dict[str, str]], serial: str | None) -> tuple[tuple[str, Kind], ...]:
    kept: dict[str, Kind] = {}
    for item in items:
        value = _clean(item["value"])
        known = not value or value == serial or value in kept or len(value) > MAX_VALUE
        if known or _has_controls(item["value"]) or _is_secret_or_label(value):
            continue
        kept[value] = Kind.LOT if item["kind"] == "batch" else Kind(item["kind"])
    return tuple(kept.items())[:MAX_ADDITIONAL]


def _is_secret_or_label(text: str) -> bool:
    return _is_label(text) or _names_a_secret(text) or is_secret(text)


def _is_label(text: str) -> bool:
    labels = labels_in(text)
    return bool(labels) and sum(label.end - label.start for label in labels) == len(text)


def _names_a_secret(text: str) -> bool:
    return any(label.kind is Kind.SECRET for label in labels_in(text))


def _prose(text: str, longest: int) -> str:
    """Plain sentences, bounded, without those that could give a secret away."""
    sentences = re.split(r"(?<=[.!?;])\s+", _clean(text))
    kept = [s for s in sentences if not (_names_a_secret(s) and re.search(r"\d|\S{8,}", s))]
    return " ".join(kept)[:longest].strip()


def _clean(text: str) -> str:
    """NFKC, no control or invisible characters, single blanks."""
    normal = unicodedata.normalize("NFKC", text)
    visible = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in normal)
    return " ".join(visible.split())


def _has_controls(text: str) -> bool:
    return any(unicodedata.category(c) in {"Cc", "Cf", "Co", "Cs"} for c in text.strip())


def _probability(number: float) -> float:
    # Clamped first: a whole number may be too large to become a float. NaN equals nothing.
    return float(min(max(number, 0), 1)) if number == number else 0.0
