"""A client of the panel's own HTTP API, as any program would write it."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.showing.calls import Reply, post

ANALYZE = "/api/data/ai_serial_recognition/analyze"
TIMEOUT_S = 100


def serial_of(reply: Reply) -> str | None:
    """The serial number found; None when none was found or the call failed."""
    return reply.body.get("serialNumber")


@dataclass(frozen=True, slots=True)
class PanelClient:
    """Calls the server at ``base`` (``http://host:port``) with an API key."""

    base: str
    key: str = field(repr=False)
    client_uid: str = "demo"

    def analyze(self, image_url: str) -> Reply:
        """Ask for the serial number on the photo at ``image_url``.

        Any status is a reply; raises NoAnswer when none came.
        """
        return post(
            self.base,
            ANALYZE,
            {"clientUid": self.client_uid, "imageUrl": image_url},
            headers={"X-API-Key": self.key},
            timeout_s=TIMEOUT_S,
        )
