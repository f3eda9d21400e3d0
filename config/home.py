"""The first page: what runs here, whether it is healthy, and where to go next."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from core.health import health

_PARTS = {
    "database": "Database",
    "queue": "Queue",
    "worker": "Worker",
    "engines": "Recognition engines",
}


def home(request: HttpRequest) -> HttpResponse:
    """Open to all: it says nothing that ``/healthz`` and the API reference do not say."""
    report = health()
    parts = [(title, report.get(name, {"ok": False})) for name, title in _PARTS.items()]
    return render(
        request,
        "home.html",
        {
            "healthy": report["status"] == "ok",
            "parts": parts,
            "version": settings.SPECTACULAR_SETTINGS["VERSION"],
            "analyze_url": request.build_absolute_uri(reverse("recognition-analyze")),
            "shelf_url": request.build_absolute_uri("/api/v1.5/"),
            "meter_url": request.build_absolute_uri(reverse("ocr-meter")),
            "accepts_uploads": settings.ACCEPT_UPLOADS,
        },
    )
