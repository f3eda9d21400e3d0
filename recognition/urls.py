from django.urls import path

from recognition import pages, views

API = "api/data/ai_serial_recognition"

urlpatterns = [
    path(f"{API}/analyze", views.AnalyzeView.as_view(), name="recognition-analyze"),
    path(f"{API}/rateai", views.RateView.as_view(), name="recognition-rate"),
    path(f"{API}/analyze/", views.AnalyzeView.as_view()),
    path(f"{API}/rateai/", views.RateView.as_view()),
    path(
        "ai_serial_recognition/configurations",
        pages.configurations,
        name="recognition-configurations",
    ),
    path("ai_serial_recognition/dashboard", pages.dashboard, name="recognition-dashboard"),
]
