"""A client of the panel's own HTTP API, as any program would write it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import requests

from core.showing import NoAnswer
from core.showing.calls import Reply, call

MOUNT = "/api/v1.5/"
TIMEOUT_S = 120.0
PAGE = 1000
POLL_S = 0.2


class CallRefused(NoAnswer):
    """The server answered with something else than success."""

    def __init__(self, what: str, reply: Reply) -> None:
        super().__init__(f"{what}: HTTP {reply.status} {reply.body}")
        self.reply = reply


@dataclass(frozen=True, slots=True)
class PanelClient:
    """Calls the server at ``base`` (``http://host:port``) with a token.

    Every method raises NoAnswer when none came, and CallRefused unless it is a success.
    """

    base: str
    token: str = field(repr=False)

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        return self._sent("GET", path, params=query)

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        return self._sent("POST", path, json=body)

    def put(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        return self._sent("PUT", path, json=body)

    def delete(self, path: str) -> None:
        self._sent("DELETE", path)

    def upload(self, data: bytes, name: str) -> int:
        """The id of a photo that is sent as a file."""
        made = self._sent("POST", "uploads", files={"datafile": (name, data, "image/jpeg")})
        return int(made["id"])

    def photo(self, upload: int) -> bytes:
        """The bytes of an upload, from the address that the server gives."""
        return requests.get(self.get(f"uploads/{upload}")["url"], timeout=TIMEOUT_S).content

    def all(self, path: str) -> Iterator[dict[str, Any]]:
        """Every row of a list, page by page."""
        offset = 0
        while True:
            page = self.get(path, limit=PAGE, offset=offset)
            yield from page["results"]
            offset += PAGE
            if page["next"] is None:
                return

    def recognize(self, images: Sequence[int], **more: Any) -> dict[str, int]:
        """Open a scene; report type -> report id."""
        reports: dict[str, int] = self.post("recognize", {"images": list(images), **more})[
            "reports"
        ]
        return reports

    def ended(self, report: int, *, deadline_s: float) -> dict[str, Any]:
        """Poll a report until it is READY or ERROR, or ``deadline_s`` is over: then as it is."""
        until = time.monotonic() + deadline_s
        while True:
            body = self.get(f"reports/{report}")
            if body["status"] != "NOT_READY" or time.monotonic() > until:
                return body
            time.sleep(POLL_S)

    def _sent(self, method: str, path: str, **sent: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Token {self.token}"}
        url = f"{self.base}{MOUNT}{path}"
        reply = call(method, url, headers=headers, timeout_s=TIMEOUT_S, **sent)
        if not 200 <= reply.status < 300:
            raise CallRefused(f"{method} {MOUNT}{path}", reply)
        return reply.body
