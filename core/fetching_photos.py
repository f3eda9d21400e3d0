"""A caller's photo from the web, within the limits of the server's settings."""

from __future__ import annotations

from django.conf import settings

from core.fetching import Fetched, fetch


def fetch_photo(url: str) -> Fetched:
    """The bytes at ``url``. Raises as :func:`core.fetching.fetch` does."""
    return fetch(
        url,
        max_bytes=settings.MAX_PHOTO_BYTES,
        deadline_s=settings.FETCH_DEADLINE_S,
        allowed_hosts=tuple(settings.ALLOWED_PRIVATE_HOSTS),
    )
