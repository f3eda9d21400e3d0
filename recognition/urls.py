from django.urls import path

from core.dashboards import dashboard
from recognition import form_page, pages, views

API = "api/data/ai_serial_recognition"

urlpatterns = [
    path(f"{API}/analyze", views.AnalyzeView.as_view(), name="recognition-analyze"),
    path(f"{API}/rateai", views.RateView.as_view(), name="recognition-rate"),
    # With a slash too, and without a redirect, which would lose the body; listed once.
    path(f"{API}/analyze/", views.AnalyzeView.as_view(schema=None)),
    path(f"{API}/rateai/", views.RateView.as_view(schema=None)),
    path(
        "ai_serial_recognition/configurations",
        pages.configurations,
        name="recognition-configurations",
    ),
    path(
        "ai_serial_recognition/dashboard",
        dashboard,
        {"panel": "recognition"},
        name="recognition-dashboard",
    ),
    path("ai_serial_recognition/widget", form_page.form, name="recognition-form"),
    path("ai_serial_recognition/widget.js", form_page.script, name="recognition-form-script"),
    path(
        "ai_serial_recognition/widget/preview", form_page.preview, name="recognition-form-preview"
    ),
]
