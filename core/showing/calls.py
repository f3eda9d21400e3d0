"""One call of a panel's own HTTP API, as any program would make it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from core.showing import NoAnswer


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. ``ms`` is the time from sending the request to the last byte of the answer."""

    status: int
    body: dict[str, Any]
    ms: float
    headers: dict[str, str] = field(default_factory=dict)


def post(
    base: str, path: str, body: Mapping[str, Any], *, headers: Mapping[str, str], timeout_s: float
) -> Reply:
    """Send ``body`` as JSON to the server at ``base`` (``http://host:port``).

    Any status is a reply. Raises NoAnswer when none came, and when its body is no JSON.
    """
    return call("POST", base + path, json=body, headers=headers, timeout_s=timeout_s)


def call(method: str, url: str, *, timeout_s: float, **sent: Any) -> Reply:
    """One request, with what ``requests`` takes by name. As :func:`post` in all else.

    An answer without a body, as to DELETE, has the body ``{}``.
    """
    started = time.perf_counter()
    try:
        answer = requests.request(method, url, timeout=timeout_s, **sent)
        ms = (time.perf_counter() - started) * 1000
        body = answer.json() if answer.content else {}
        return Reply(answer.status_code, body, ms, dict(answer.headers))
    except requests.RequestException as error:
        raise NoAnswer(
            f"No answer from {url}: {error}\n"
            "Is the server running there? Start one with `make up`, or leave out --url."
        ) from error
