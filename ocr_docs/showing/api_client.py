"""A client of the panel's own HTTP API, as any program would write it."""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass, field
from typing import Any

import requests

from ocr_docs.kinds import ENDPOINTS, Kind

TIMEOUT_S = 120


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. ``ms`` is the time from sending the request to the last byte of the answer."""

    status: int
    body: dict[str, Any]
    ms: float


@dataclass(frozen=True, slots=True)
class PanelClient:
    """Calls the server at ``base`` (``http://host:port``) with an API key."""

    base: str
    key: str = field(repr=False)
    timeout_s: float = TIMEOUT_S

    def read(self, kind: Kind, document: bytes) -> Reply:
        """Send a document in base64.

        Any status is a reply; raises requests.RequestException when none came, and
        when the body is no JSON.
        """
        image = base64.b64encode(document).decode()
        started = time.perf_counter()
        answer = requests.post(
            f"{self.base}/{ENDPOINTS[kind].path}",
            json={"image": image},
            headers={"x-aigen-key": self.key},
            timeout=self.timeout_s,
        )
        ms = (time.perf_counter() - started) * 1000
        return Reply(answer.status_code, answer.json(), ms)
