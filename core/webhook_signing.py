"""How a webhook shows that it comes from here: the headers of standardwebhooks.com."""

from __future__ import annotations

import base64
import binascii
import secrets
from datetime import UTC, datetime

from standardwebhooks.webhooks import Webhook

PREFIX = "whsec_"
SECRET_BYTES = 24
LEAST_BYTES, MOST_BYTES = 24, 64
"""What the specification asks of a secret."""


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def is_secret(text: str) -> bool:
    """True for base64 of 24 to 64 bytes, with or without ``whsec_`` before it."""
    try:
        key = base64.b64decode(text.strip().removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return False
    return LEAST_BYTES <= len(key) <= MOST_BYTES


def headers_for(event_id: str, body: str, *, secret: str) -> dict[str, str]:
    """The headers of one attempt, sent now. An empty ``secret`` leaves the signature out.

    ``X-Event-Id`` says the same as ``webhook-id``: a receiver drops what it has seen.
    Raises ValueError for a secret that cannot be used.
    """
    now = datetime.now(UTC)
    headers = {
        "Content-Type": "application/json",
        "X-Event-Id": event_id,
        "webhook-id": event_id,
        "webhook-timestamp": str(int(now.timestamp())),
    }
    if not secret:
        return headers
    if not is_secret(secret):
        raise ValueError("the webhook secret is not base64 of 24 to 64 bytes")
    return {**headers, "webhook-signature": Webhook(secret.strip()).sign(event_id, now, body)}
