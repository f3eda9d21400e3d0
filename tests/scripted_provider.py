"""An OpenAI-compatible server over real HTTP that does what a test tells it.

    provider.will(says({"found": False}), fails(429))   # the next two answers
    provider.always(says({...}))                          # whenever nothing else is queued
    provider.history[0].body["temperature"]              # what it was asked

A behaviour is a function of the open connection, so it can hang, drip or
break off as well as answer.
"""

from __future__ import annotations

import importlib
import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

import pytest

Connection = BaseHTTPRequestHandler
Behaviour = Callable[[Connection, "Asked"], None]


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def key(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ")

    @property
    def format(self) -> str:
        return self.body.get("response_format", {}).get("type", "text")

    @property
    def texts(self) -> str:
        """Every word of the prompt, the system message included."""
        contents = [message["content"] for message in self.body["messages"]]
        parts = [c if isinstance(c, list) else [{"type": "text", "text": c}] for c in contents]
        return "\n".join(p["text"] for part in parts for p in part if p["type"] == "text")

    @property
    def pictures(self) -> list[str]:
        contents = [message["content"] for message in self.body["messages"]]
        parts = [part for c in contents if isinstance(c, list) for part in c]
        return [part["image_url"]["url"] for part in parts if part["type"] == "image_url"]


@dataclass
class Provider:
    """The server: its address, what it will do, and what it was asked."""

    port: int
    history: list[Asked] = field(default_factory=list)
    prefix: str = field(default_factory=lambda: f"/{uuid4().hex}/v1")
    _queue: deque[Behaviour] = field(default_factory=deque)
    _otherwise: Behaviour | None = None

    @property
    def base_url(self) -> str:
        """Unique per provider, since engines remember what a base URL accepts."""
        return f"http://127.0.0.1:{self.port}{self.prefix}"

    def will(self, *behaviours: Behaviour) -> None:
        self._queue.extend(behaviours)

    def always(self, behaviour: Behaviour) -> None:
        self._otherwise = behaviour

    def next_behaviour(self) -> Behaviour:
        if self._queue:
            return self._queue.popleft()
        return self._otherwise or fails(500, "the test scripted no further answer")


READING = {
    "found": True,
    "serialNumber": "SN-4711-0815",
    "serialLabel": "S/N",
    "confidence": 0.97,
    "location": "on the label",
    "additionalNumbers": [],
    "notes": "Sharp.",
}
"""What a model says of the label that ``tests.conftest.draw_label`` draws."""


def says(data: object, **more: Any) -> Behaviour:
    """Answer with ``data`` as the content (a string goes as it is); see completion()."""
    content = data if isinstance(data, str) else json.dumps(data)
    return _sends(200, completion(content, **more))


def completion(
    content: object,
    *,
    tokens: int | None = 1000,
    finish_reason: str = "stop",
    refusal: str | None = None,
    model: str = "scripted-model",
) -> dict[str, Any]:
    """A Chat Completions body. ``tokens`` None leaves the usage out."""
    message = {"role": "assistant", "content": content, "refusal": refusal}
    body: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": model,
        "choices": [{"index": 0, "message": message, "finish_reason": finish_reason}],
    }
    if tokens is not None:
        parts = {"prompt_tokens": tokens - 1, "completion_tokens": 1}
        body["usage"] = {**parts, "total_tokens": tokens}
    return body


def refuses() -> Behaviour:
    return _sends(200, completion(None, refusal="I cannot help with that."))


def floods() -> Behaviour:
    """A grammar that lets the model print blanks until the cap."""
    return says('{"found": ' + "\n " * 400, finish_reason="length")


def answers(body: object) -> Behaviour:
    """A 200 with any JSON ``body``."""
    return _sends(200, body)


def answers_text(text: str, content_type: str = "text/html") -> Behaviour:
    return _sends(200, text.encode(), content_type=content_type)


def fails(status: int, message: str = "no", **error: Any) -> Behaviour:
    """An error in OpenAI's shape; ``error`` may hold code, param and type."""
    return _sends(status, {"error": {"message": message, "type": "", **error}})


def fails_with(status: int, body: object) -> Behaviour:
    """An error in any other shape."""
    return _sends(status, body)


def redirects(address: str, status: int = 307) -> Behaviour:
    return _sends(status, b"", headers={"Location": address})


def hangs(seconds: float = 30.0) -> Behaviour:
    return lambda connection, asked: time.sleep(seconds)


def drips(interval_s: float = 0.05, *, in_headers: bool = False) -> Behaviour:
    """A byte now and then, for as long as the client listens."""

    def behave(connection: Connection, asked: Asked) -> None:
        start = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
        connection.wfile.write(start + (b"X-Slow: " if in_headers else b"\r\n"))
        while True:
            connection.wfile.write(b"x" if in_headers else b" ")
            connection.wfile.flush()
            time.sleep(interval_s)

    return behave


def pours(megabytes: int) -> Behaviour:
    """An answer without end, as fast as it goes."""
    return _sends(200, b" " * (megabytes * 1_000_000))


def compresses(packed: bytes) -> Behaviour:
    return _sends(200, packed, headers={"Content-Encoding": "gzip"})


def cuts_off() -> Behaviour:
    """Promise more than is sent, then hang up."""

    def behave(connection: Connection, asked: Asked) -> None:
        whole = json.dumps(completion("{}")).encode()
        connection.send_response(200)
        connection.send_header("Content-Type", "application/json")
        connection.send_header("Content-Length", str(len(whole)))
        connection.end_headers()
        connection.wfile.write(whole[: len(whole) // 2])

    return behave


def hangs_up() -> Behaviour:
    return lambda connection, asked: None


def failures(limit_s: int) -> dict[str, tuple[Behaviour, int, str]]:
    """Ways to fail by name: behaviour, the time limit to set (s), and how a step calls it.

    ``limit_s`` is short, for the one that hangs.
    """
    return {
        "hangs": (hangs(2 * limit_s), limit_s, "engine_timeout"),
        "nonsense": (says("forty-two"), 20, "provider_error"),
        "401": (fails(401), 20, "provider_auth"),
        "429": (fails(429), 20, "provider_rate"),
        "503": (fails(503), 20, "engine_unavailable"),
        "cut off": (cuts_off(), 20, "engine_unavailable"),
        "refuses": (refuses(), 20, "provider_refused"),
    }


def accepts_only(parameters: set[str], then: Behaviour) -> Behaviour:
    """Refuse, in OpenAI's words, the first parameter outside of ``parameters``."""

    def behave(connection: Connection, asked: Asked) -> None:
        extra = [name for name in asked.body if name not in parameters | {"model", "messages"}]
        refusal = (
            fails(
                400,
                f"Unsupported parameter: '{extra[0]}' is not supported with this model.",
                param=extra[0],
                code="unsupported_parameter",
            )
            if extra
            else then
        )
        refusal(connection, asked)

    return behave


@contextmanager
def scripted_provider() -> Iterator[Provider]:
    """A provider on a free port of the loopback address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.path, headers, json.loads(self.rfile.read(length)))
            provider.history.append(asked)
            self.close_connection = True
            # The client may hang up first, which is what some tests are about.
            with suppress(OSError):
                provider.next_behaviour()(self, asked)

        def log_message(self, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    provider = Provider(server.server_port)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A scripted provider for one test (the suite's conftest names this module as a plugin)."""
    # The engine imports its client when it is first asked, which takes a busy machine longer
    # than the time that a test gives the model.
    importlib.import_module("openai")
    with scripted_provider() as provider:
        yield provider


def _sends(
    status: int,
    body: object,
    *,
    content_type: str = "application/json",
    headers: dict[str, str] | None = None,
) -> Behaviour:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    def behave(connection: Connection, asked: Asked) -> None:
        connection.send_response(status)
        connection.send_header("Content-Type", content_type)
        connection.send_header("Content-Length", str(len(raw)))
        connection.send_header("x-request-id", "req_1")
        for name, value in (headers or {}).items():
            connection.send_header(name, value)
        connection.end_headers()
        connection.wfile.write(raw)

    return behave
