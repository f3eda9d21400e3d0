"""/media: photos as they were sent, for anyone who knows their unguessable name.

Where the default storage is no folder of this server (S3), its own addresses are handed
out and nobody comes here.
"""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from core.image_formats import MEDIA_TYPES
from scenes.services.uploads import EXTENSIONS

PATTERN = (
    r"^media/(?P<name>[0-9]{4}/[0-9]{2}/[0-9]{2}/"
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\."
    rf"(?P<ending>{'|'.join(EXTENSIONS.values())}))$"
)
"""Exactly the names that uploads are given; so no other file, and no folder, can be asked for."""
_TYPES = {ending: MEDIA_TYPES[format] for format, ending in EXTENSIONS.items()}


@require_safe
def media(request: HttpRequest, name: str, ending: str) -> HttpResponseBase:
    """A file never changes, so it may be kept for a year."""
    try:
        file = default_storage.open(name)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=_TYPES[ending])
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response
