"""Every path of the panel, from the ``ROUTES`` of each file, under each of its mounts.

Paths are served with and without a slash at their end, without a redirect, which would
lose the body. The API reference lists each once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from django.urls import URLPattern, path, re_path

from scenes.api import (
    brands,
    data_api,
    displays,
    feedback,
    must_have,
    pack_shots,
    planograms,
    recognize,
    reports,
    scenes_view,
    sku,
    tokens,
    uploads,
    visits,
)
from scenes.api.conventions import NotFoundView, Route
from scenes.api.media import PATTERN, media

MOUNTS = ("api/v1.5/", "api/data/v1.5/", "")
"""The same paths under each; the first is the one that the API reference shows."""
DATA_MOUNTS = ("api/data/v1.0/", "api/data/v1.3/")
AUTH_MOUNTS = ("api/auth/v1.0/",)

ROUTES: Sequence[Route] = (
    *uploads.ROUTES,
    *recognize.ROUTES,
    *reports.ROUTES,
    *scenes_view.ROUTES,
    *visits.ROUTES,
    *sku.ROUTES,
    *pack_shots.ROUTES,
    *brands.ROUTES,
    *displays.ROUTES,
    *must_have.ROUTES,
    *planograms.ROUTES,
    *feedback.ROUTES,
    *data_api.ROUTES,
)
DATA_ROUTES: Sequence[Route] = data_api.DATA_ROUTES
AUTH_ROUTES: Sequence[Route] = tokens.AUTH_ROUTES


def patterns() -> list[URLPattern]:
    """All of the panel's addresses, most special first."""
    tables = ((MOUNTS, ROUTES), (DATA_MOUNTS, DATA_ROUTES), (AUTH_MOUNTS, AUTH_ROUTES))
    ours = [
        pattern
        for mounts, routes in tables
        for number, mount in enumerate(mounts)
        for route in routes
        for pattern in _both(mount, route, is_shown=number == 0)
    ]
    # What else lies under our own mounts is answered in JSON. The root is not ours alone.
    closed = [re.escape(mount) for mounts, _ in tables for mount in mounts if mount]
    return [*ours, re_path(PATTERN, media), re_path(f"^(?:{'|'.join(closed)})", _nothing)]


_nothing = NotFoundView.as_view()


def _both(mount: str, route: Route, *, is_shown: bool) -> Iterator[URLPattern]:
    where, view = route
    hidden = view.as_view(schema=None)
    yield path(mount + where, view.as_view() if is_shown else hidden)
    yield path(mount + where + "/", hidden)
