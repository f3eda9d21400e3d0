"""Pages of the panel outside the admin's own lists."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


@admin.site.admin_view
def configurations(request: HttpRequest) -> HttpResponse:
    """The address the seed documents leads to the settings page, login first."""
    return redirect("admin:recognition_recognitionsettings_changelist")
