"""Pages speak the visitor's language; everything else, the APIs above all, always English.

Answers on the wire are promised byte for byte, so a language is chosen only for the paths
that ``settings.TRANSLATED`` begins with (and the first page). Whatever else is added later is
not translated until it is named there.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers


class PageLanguage:
    """In place of Django's LocaleMiddleware: by the cookie of the switch, or the browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_page(request.path_info):
            # Explicitly: the thread may have served a page in another language before.
            with translation.override(settings.LANGUAGE_CODE):
                return self.get_response(request)
        language = translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", language)
        return response


def is_page(path: str) -> bool:
    """True where people look, False where programs do."""
    return path == "/" or path.startswith(settings.TRANSLATED)
