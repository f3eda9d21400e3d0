"""A client of the panel's own HTTP API, as any program would write it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field

from core.showing.calls import Reply, post
from ocr_docs.kinds import ENDPOINTS, Kind

TIMEOUT_S = 120


@dataclass(frozen=True, slots=True)
class PanelClient:
    """Calls the server at ``base`` (``http://host:port``) with an API key."""

    base: str
    key: str = field(repr=False)
    timeout_s: float = TIMEOUT_S

    def read(self, kind: Kind, document: bytes) -> Reply:
        """Send a document in base64.

        Any status is a reply; raises NoAnswer when none came.
        """
        return post(
            self.base,
            f"/{ENDPOINTS[kind].path}",
            {"image": base64.b64encode(document).decode()},
            headers={"x-aigen-key": self.key},
            timeout_s=self.timeout_s,
        )
