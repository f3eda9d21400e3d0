"""The form for end users: shown in a frame on allowed pages, or opened by itself."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib import admin
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from core.origins import host_is_allowed
from recognition.colours import readable_on
from recognition.form_access import frame_ancestors, new_ticket, shown_on
from recognition.models import RecognitionSettings

STARS = (
    (1, _("wrong")),
    (2, _("mostly wrong")),
    (3, _("partly right")),
    (4, _("nearly right")),
    (5, _("right")),
)
_SCRIPT = settings.BASE_DIR / "static" / "recognition" / "embed.js"


@require_safe
@xframe_options_exempt
def form(request: HttpRequest) -> HttpResponse:
    """The form, or a sentence about why this page may not show it."""
    row = RecognitionSettings.load()
    domains = row.allowedDomains if row else []
    host = shown_on(request)
    if row is None or not host_is_allowed(host, domains):
        return _page(request, row, domains, status=403 if row else 404, host=host)
    return _page(request, row, domains, ticket=new_ticket(host))


@require_safe
@xframe_options_exempt
@admin.site.admin_view
def preview(request: HttpRequest) -> HttpResponse:
    """The form as it will look, for the settings page: it follows the fields and sends nothing."""
    row = RecognitionSettings.load() or RecognitionSettings()
    return _page(request, row, [], preview=True)


@require_safe
def script(_request: HttpRequest) -> FileResponse:
    """The one-line script tag's script, at an address that never changes."""
    response = FileResponse(_SCRIPT.open("rb"), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600"
    return response


def _page(
    request: HttpRequest,
    row: RecognitionSettings | None,
    domains: list[str],
    *,
    status: int = 200,
    **more: str | bool,
) -> HttpResponse:
    row = row or RecognitionSettings()
    nonce = secrets.token_urlsafe(16)
    context = {
        "row": row,
        "on_button": readable_on(row.buttonColor),
        "nonce": nonce,
        "client": request.GET.get("client", "")[:200],
        "stars": STARS,
        "max_megabytes": settings.MAX_PHOTO_BYTES // 1024 // 1024,
        "status": status,
        **more,
    }
    response = render(request, "recognition/form.html", context, status=status)
    response["Content-Security-Policy"] = (
        f"default-src 'self'; img-src 'self' blob: data:; style-src 'self' 'nonce-{nonce}'; "
        f"base-uri 'none'; form-action 'none'; frame-ancestors {frame_ancestors(domains)}"
    )
    response["Cache-Control"] = "no-store"
    return response
