"""Ids of rows."""

from __future__ import annotations

import uuid

from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """A UUIDv7: sorts by time, cannot be guessed."""
    return uuid7()
