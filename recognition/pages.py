"""Pages of the panel outside the admin's own lists."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from recognition.models import RecognitionSettings
from recognition.operating import statistics
from recognition.operating.advice import advice

PERIODS = (7, 30, 90)


@admin.site.admin_view
def configurations(request: HttpRequest) -> HttpResponse:
    """The address the seed documents leads to the settings page, login first."""
    return redirect("admin:recognition_recognitionsettings_changelist")


@admin.site.admin_view
def dashboard(request: HttpRequest) -> HttpResponse:
    """What the panel has done in the last 7, 30 or 90 days, for staff who may see it."""
    if not request.user.has_perm("recognition.view_serialrecognition"):
        raise PermissionDenied
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(period) for period in PERIODS} else 30
    row = RecognitionSettings.objects.first() or RecognitionSettings()
    return render(
        request,
        "recognition/dashboard.html",
        {
            **admin.site.each_context(request),
            "title": "Serial numbers",
            "subtitle": "Dashboard",
            "days": days,
            "periods": PERIODS,
            "advice": advice(row, today=timezone.now().date()),
            "report": statistics.report(days),
        },
    )
