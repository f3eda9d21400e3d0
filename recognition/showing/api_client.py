"""A client of the panel's own HTTP API, as any program would write it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

import requests

ANALYZE = "/api/data/ai_serial_recognition/analyze"
TIMEOUT_S = 100


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. ``ms`` is the time from sending the request to the last byte of the answer."""

    status: int
    body: dict[str, Any]
    ms: float
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def serial(self) -> str | None:
        """The serial number found; None when none was found or the call failed."""
        return self.body.get("serialNumber")


@dataclass(frozen=True, slots=True)
class PanelClient:
    """Calls the server at ``base`` (``http://host:port``) with an API key."""

    base: str
    key: str = field(repr=False)
    client_uid: str = "demo"

    def analyze(self, image_url: str) -> Reply:
        """Ask for the serial number on the photo at ``image_url``.

        Any status is a reply; raises requests.RequestException when none came, and
        when the body is no JSON.
        """
        started = time.perf_counter()
        answer = requests.post(
            self.base + ANALYZE,
            json={"clientUid": self.client_uid, "imageUrl": image_url},
            headers={"X-API-Key": self.key},
            timeout=TIMEOUT_S,
        )
        ms = (time.perf_counter() - started) * 1000
        return Reply(answer.status_code, answer.json(), ms, dict(answer.headers))
