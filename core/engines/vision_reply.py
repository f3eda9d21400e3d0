"""What a model said, dug out of what a server sent. Pure.

Nothing is trusted: a server may leave out the usage, wrap the object in a
code fence, think aloud first, stop in the middle or fill the page with blanks.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any, NoReturn

from jsonschema import Draft202012Validator

_END_OF_THOUGHT = re.compile(r"</think(?:ing)?>", re.IGNORECASE)
_FLOOD = re.compile(r"\s{200}")
_MAX_STARTS = 50
"""How many opening braces are tried: each costs a pass over the rest of the text."""


class Flaw(StrEnum):
    """Why an answer cannot be used."""

    TRUNCATED = "truncated"
    REFUSED = "refused"
    EMPTY = "empty"
    FLOOD = "flood"
    NONSENSE = "nonsense"


class Unusable(Exception):
    """The model answered, but not with something to go by."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw)
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class Reply:
    """One completion. ``tokens`` is 0 where the server does not count."""

    text: str
    model: str
    tokens: int
    finish_reason: str
    refused: bool


def reply_of(payload: object) -> Reply:
    """Read a chat completion. Raises ValueError when ``payload`` is not one."""
    if not isinstance(payload, dict):
        raise ValueError("not an object")
    choices = payload.get("choices")
    if not (isinstance(choices, list) and choices and isinstance(choices[0], dict)):
        raise ValueError("no choices")
    message = choices[0].get("message")
    if not isinstance(message, dict):
        raise ValueError("no message")
    return Reply(
        text=_text_of(message.get("content")),
        model=str(payload.get("model") or ""),
        tokens=tokens_of(payload.get("usage")),
        finish_reason=str(choices[0].get("finish_reason") or ""),
        refused=bool(message.get("refusal")),
    )


def tokens_of(usage: object) -> int:
    """``total_tokens``, or the sum of its parts, or 0."""
    if not isinstance(usage, dict):
        return 0
    counts = [usage.get(name) for name in ("total_tokens", "prompt_tokens", "completion_tokens")]
    total, prompt, completion = (n if type(n) is int and n > 0 else 0 for n in counts)
    return total or prompt + completion


def data_of(reply: Reply, schema: dict[str, Any]) -> dict[str, Any]:
    """The object the model was asked for, valid by ``schema``. Raises Unusable."""
    if reply.refused or reply.finish_reason == "content_filter":
        raise Unusable(Flaw.REFUSED)
    if _FLOOD.search(reply.text):
        raise Unusable(Flaw.FLOOD)
    if reply.finish_reason == "length":
        raise Unusable(Flaw.TRUNCATED)
    if not reply.text.strip():
        raise Unusable(Flaw.EMPTY)
    data = first_object(reply.text)
    if data is None or not Draft202012Validator(schema).is_valid(data):
        raise Unusable(Flaw.NONSENSE)
    return data


def first_object(text: str) -> dict[str, Any] | None:
    """The first whole JSON object in ``text``, outside of thoughts; None if there is none."""
    if not text.lstrip().startswith("{"):
        text = _END_OF_THOUGHT.split(text)[-1]
    decoder = json.JSONDecoder(parse_constant=_not_json)
    for brace in islice(re.finditer(r"\{", text), _MAX_STARTS):
        try:
            found, _ = decoder.raw_decode(text, brace.start())
        except RecursionError:
            return None
        except ValueError:
            continue
        return found if isinstance(found, dict) else None
    return None


def _text_of(content: object) -> str:
    """Content as text; some servers answer with a list of parts."""
    if isinstance(content, list):
        texts = [part.get("text") for part in content if isinstance(part, dict)]
        return "".join(text for text in texts if isinstance(text, str))
    return content if isinstance(content, str) else ""


def _not_json(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
