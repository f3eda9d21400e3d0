"""What one server and one model accept, learnt from what they refuse. Pure.

Servers that call themselves OpenAI-compatible differ in the parameters they
take. We start with the request that reads best and, on a refusal, give up
exactly the thing that was refused: an answer format in favour of a plainer
one, a parameter, or the separate system message.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

ROOMY = 4
"""How much longer the second answer may be when the first one was cut off."""

_NEW_CAP, _OLD_CAP = "max_completion_tokens", "max_tokens"

_NAMED = {
    "format": re.compile(
        r"response_format|json_schema|json_object|structured|grammar|guided", re.I
    ),
    "effort": re.compile(r"reasoning|\bthink", re.I),
    "temperature": re.compile(r"temperature", re.I),
    "system_message": re.compile(r"(system|developer) (message|role|prompt|instruction)", re.I),
    _NEW_CAP: re.compile(_NEW_CAP),
    _OLD_CAP: re.compile(_OLD_CAP),
}
_TOO_LONG = re.compile(r"context.?(length|window|size)", re.I)


@dataclass(frozen=True, slots=True)
class Question:
    """Everything that is asked, before it is put in one server's words."""

    pictures: tuple[bytes, ...]
    system: str
    question: str
    schema: dict[str, Any]
    model: str
    max_output_tokens: int


@dataclass(frozen=True, slots=True)
class Complaint:
    """Why a server refused: its status, and its code, parameter and words ("" if not given)."""

    status: int
    code: str = ""
    param: str = ""
    words: str = ""

    @property
    def too_long(self) -> bool:
        """Whether the pictures do not fit: such a complaint names the cap but does not mean it."""
        return bool(_TOO_LONG.search(f"{self.code} {self.words}"))


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way to ask. Of each tuple the first is used and the rest are still to be tried."""

    formats: tuple[str, ...] = ("json_schema", "json_object", "text")
    caps: tuple[str, ...] = (_OLD_CAP, _NEW_CAP)
    efforts: tuple[str, ...] = ("none", "minimal", "low")
    temperature: bool = True
    system_message: bool = True
    roomy: bool = False

    def request(self, question: Question) -> dict[str, Any]:
        """The body of a Chat Completions call."""
        body: dict[str, Any] = {"model": question.model, "messages": self._messages(question)}
        if self.formats[0] == "json_schema":
            described = {"name": "answer", "strict": True, "schema": question.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": described}
        elif self.formats[0] == "json_object":
            body["response_format"] = {"type": "json_object"}
        for cap in self.caps[:1]:
            body[cap] = question.max_output_tokens * (ROOMY if self.roomy else 1)
        for effort in self.efforts[:1]:
            body["reasoning_effort"] = effort
        if self.temperature:
            body["temperature"] = 0
        return body

    def plainer(self) -> Dialect:
        """The same with the next plainer answer format; unchanged on the plainest."""
        return replace(self, formats=self.formats[1:] or self.formats)

    def _messages(self, question: Question) -> list[dict[str, Any]]:
        text = question.question
        if self.formats[0] != "json_schema":
            schema = json.dumps(question.schema, separators=(",", ":"))
            text += f"\nAnswer with one JSON object only, valid by this JSON schema: {schema}"
        if not self.system_message:
            text = f"{question.system}\n\n{text}"
        parts: list[dict[str, Any]] = [{"type": "text", "text": text}]
        parts += [_picture_part(picture) for picture in question.pictures]
        asked: list[dict[str, Any]] = [{"role": "user", "content": parts}]
        rules = [{"role": "system", "content": question.system}]
        return rules + asked if self.system_message else asked


def first_dialect(base_url: str) -> Dialect:
    """The dialect to try first: OpenAI and Azure alone gave up the old name of the cap."""
    host = urlsplit(base_url).hostname or ""
    newer = host == "api.openai.com" or host.endswith(".azure.com")
    return Dialect(caps=(_NEW_CAP, _OLD_CAP)) if newer else Dialect()


def adapted(dialect: Dialect, complaint: Complaint) -> Dialect | None:
    """``dialect`` without what was refused, or None when the refusal is about something else."""
    refused = _refused(dialect, complaint)
    if refused == "format":
        return dialect.plainer()
    if refused == "effort":
        offered = [e for e in dialect.efforts[1:] if re.search(rf"\W{e}\W", complaint.words)]
        return replace(dialect, efforts=tuple(offered))
    if refused == "temperature":
        return replace(dialect, temperature=False)
    if refused == "system_message":
        return replace(dialect, system_message=False)
    return replace(dialect, caps=dialect.caps[1:]) if refused else None


def _refused(dialect: Dialect, complaint: Complaint) -> str | None:
    """What we sent that the complaint names: in its parameter, else first in its words."""
    if complaint.status not in {400, 404, 422, 500} or complaint.too_long:
        return None
    sent = _sent(dialect)
    if complaint.status == 500:
        # Some servers answer 500 when their grammar engine fails; any other 500 is a fault.
        sent = [name for name in sent if name == "format"]
    for text in (complaint.param, complaint.words):
        found = [(m.start(), name) for name in sent if (m := _NAMED[name].search(text))]
        if found:
            return min(found)[1]
    return None


def _sent(dialect: Dialect) -> list[str]:
    given = {
        "format": dialect.formats[0] != "text",
        "effort": bool(dialect.efforts),
        "temperature": dialect.temperature,
        "system_message": dialect.system_message,
    }
    return [name for name, present in given.items() if present] + list(dialect.caps[:1])


def _picture_part(picture: bytes) -> dict[str, Any]:
    # Never a URL: several servers refuse or lose them, and the bytes are checked already.
    encoded = base64.b64encode(picture).decode("ascii")
    return {"type": "image_url", "image_url": {"url": f"data:image/jpeg;base64,{encoded}"}}
