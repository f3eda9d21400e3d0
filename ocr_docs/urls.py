from django.urls import path, re_path

from ocr_docs import views
from ocr_docs.kinds import ENDPOINTS, Kind

_VIEWS = {Kind.BOOK: views.BookView, Kind.METER: views.MeterView, Kind.GENERAL: views.GeneralView}

urlpatterns = (
    [
        path(ENDPOINTS[kind].path, view.as_view(), name=f"ocr-{kind}")
        for kind, view in _VIEWS.items()
    ]
    + [
        # With a slash too, and without a redirect, which would lose the body; listed once.
        path(f"{ENDPOINTS[kind].path}/", view.as_view(schema=None))
        for kind, view in _VIEWS.items()
    ]
    + [
        re_path("^aiscript(?:/|$)", views.nothing),
    ]
)
