"""Where everything is. Panels bring their own paths; this file only lists them."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language
from drf_spectacular.views import SpectacularAPIView

from config import docs
from config.api_page import reference
from config.examples import example, photo
from config.home import home
from core.dashboards import dashboard
from core.health import healthz

urlpatterns = [
    path("", home, name="home"),
    path("examples/<slug:panel>", example, name="example"),
    path("examples/<slug:panel>/photo", photo, name="example-photo"),
    path("docs/", docs.index, name="docs"),
    path("docs/<slug:slug>", docs.paper, name="docs-panel"),
    path("admin/", admin.site.urls),
    path("dashboards/<slug:panel>", dashboard, name="dashboard"),
    path("", include("core.workbench.urls")),
    path("language", set_language, name="set_language"),
    path("healthz", healthz, name="healthz"),
    path("api/schema", SpectacularAPIView.as_view(permission_classes=[]), name="schema"),
    path("api/docs", reference, name="api-docs"),
    path("favicon.ico", RedirectView.as_view(url="/static/triptych.svg", permanent=True)),
    path("", include("recognition.urls")),
    path("", include("ocr_docs.urls")),
    path("", include("scenes.urls")),
]
