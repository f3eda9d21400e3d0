"""How the admin looks (django-unfold)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from config.side_bar import NAVIGATION, TABS


def _ours(name: str) -> Callable[[HttpRequest], str]:
    """The address of a static file, looked up when a page is made."""
    return lambda _: static(name)


UNFOLD = {
    "SITE_TITLE": "Triptych",
    "SITE_HEADER": "Triptych",
    "SITE_SUBHEADER": _("Recognition server"),
    "SITE_ICON": _ours("triptych.svg"),
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _ours("triptych.svg")}],
    "STYLES": [_ours("triptych.css")],
    "COLORS": {
        "primary": {
            "50": "oklch(96.2% .018 272.314)",
            "100": "oklch(93% .034 272.788)",
            "200": "oklch(87% .065 274.039)",
            "300": "oklch(78.5% .115 274.713)",
            "400": "oklch(67.3% .182 276.935)",
            "500": "oklch(63% .21 277.117)",
            "600": "oklch(51.1% .262 276.966)",
            "700": "oklch(45.7% .24 277.023)",
            "800": "oklch(39.8% .195 277.366)",
            "900": "oklch(35.9% .144 278.697)",
            "950": "oklch(25.7% .09 281.288)",
        },
    },
    "SHOW_LANGUAGES": True,
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "TABS": TABS,
    "SIDEBAR": {
        "show_search": True,
        "navigation": NAVIGATION,
    },
}
