"""How the admin looks and where its side bar leads (django-unfold)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy


def _may(permission: str) -> Callable[[HttpRequest], bool]:
    """Shows an entry of the side bar to those who may open it."""
    return lambda request: request.user.has_perm(permission)


def _ours(name: str) -> Callable[[HttpRequest], str]:
    """The address of a static file, looked up when a page is made."""
    return lambda _: static(name)


def _tabs(*pages: tuple[str, str]) -> dict[str, object]:
    """Lists of the shelf panel that stand beside each other: title and model of each."""
    return {
        "models": [f"scenes.{model}" for _, model in pages],
        "items": [
            {
                "title": title,
                "link": reverse_lazy(f"admin:scenes_{model}_changelist"),
                "permission": _may(f"scenes.view_{model}"),
            }
            for title, model in pages
        ],
    }


UNFOLD = {
    "SITE_TITLE": "Triptych",
    "SITE_HEADER": "Triptych",
    "SITE_SUBHEADER": "Recognition server",
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
            "500": "oklch(58.5% .233 277.117)",
            "600": "oklch(51.1% .262 276.966)",
            "700": "oklch(45.7% .24 277.023)",
            "800": "oklch(39.8% .195 277.366)",
            "900": "oklch(35.9% .144 278.697)",
            "950": "oklch(25.7% .09 281.288)",
        },
    },
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "TABS": [
        _tabs(
            ("SKUs", "sku"),
            ("Imports", "catalogueimport"),
            ("Brands", "brand"),
            ("Categories", "category"),
            ("Manufacturers", "manufacturer"),
        ),
        _tabs(
            ("Visits", "visit"),
            ("Agents", "agent"),
            ("Recognition errors", "recognitionerror"),
            ("Out-of-stock reasons", "oosreason"),
        ),
    ],
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {
                "title": "Serial numbers",
                "items": [
                    {
                        "title": "Settings",
                        "icon": "tune",
                        "link": reverse_lazy("admin:recognition_recognitionsettings_changelist"),
                        "permission": _may("recognition.view_recognitionsettings"),
                    },
                    {
                        "title": "Recognitions",
                        "icon": "barcode_scanner",
                        "link": reverse_lazy("admin:recognition_serialrecognition_changelist"),
                        "permission": _may("recognition.view_serialrecognition"),
                    },
                    {
                        "title": "Dashboard",
                        "icon": "monitoring",
                        "link": reverse_lazy("recognition-dashboard"),
                        "permission": _may("recognition.view_serialrecognition"),
                    },
                ],
            },
            {
                "title": "Documents",
                "items": [
                    {
                        "title": "Settings",
                        "icon": "tune",
                        "link": reverse_lazy("admin:ocr_docs_ocrsettings_changelist"),
                        "permission": _may("ocr_docs.view_ocrsettings"),
                    },
                    {
                        "title": "Documents",
                        "icon": "description",
                        "link": reverse_lazy("admin:ocr_docs_documentrequest_changelist"),
                        "permission": _may("ocr_docs.view_documentrequest"),
                    },
                    {
                        "title": "Dashboard",
                        "icon": "monitoring",
                        "link": reverse_lazy("dashboard", args=["ocr_docs"]),
                        "permission": _may("ocr_docs.view_documentrequest"),
                    },
                ],
            },
            {
                "title": "Shelf scenes",
                "items": [
                    {
                        "title": "Settings",
                        "icon": "tune",
                        "link": reverse_lazy("admin:scenes_shelfsettings_changelist"),
                        "permission": _may("scenes.view_shelfsettings"),
                    },
                    {
                        "title": "Scenes",
                        "icon": "shelves",
                        "link": reverse_lazy("admin:scenes_scene_changelist"),
                        "permission": _may("scenes.view_scene"),
                    },
                    {
                        "title": "Dashboard",
                        "icon": "monitoring",
                        "link": reverse_lazy("dashboard", args=["scenes"]),
                        "permission": _may("scenes.view_scene"),
                    },
                    {
                        "title": "Photos",
                        "icon": "photo_library",
                        "link": reverse_lazy("admin:scenes_upload_changelist"),
                        "permission": _may("scenes.view_upload"),
                    },
                    {
                        "title": "SKUs",
                        "icon": "inventory_2",
                        "link": reverse_lazy("admin:scenes_sku_changelist"),
                        "permission": _may("scenes.view_sku"),
                    },
                    {
                        "title": "Imports",
                        "icon": "upload_file",
                        "link": reverse_lazy("admin:scenes_catalogueimport_changelist"),
                        "permission": _may("scenes.view_catalogueimport"),
                    },
                    {
                        "title": "Displays",
                        "icon": "storefront",
                        "link": reverse_lazy("admin:scenes_display_changelist"),
                        "permission": _may("scenes.view_display"),
                    },
                    {
                        "title": "Planograms",
                        "icon": "grid_on",
                        "link": reverse_lazy("admin:scenes_planogram_changelist"),
                        "permission": _may("scenes.view_planogram"),
                    },
                    {
                        "title": "Must-have lists",
                        "icon": "checklist",
                        "link": reverse_lazy("admin:scenes_musthavelist_changelist"),
                        "permission": _may("scenes.view_musthavelist"),
                    },
                    {
                        "title": "Visits",
                        "icon": "pin_drop",
                        "link": reverse_lazy("admin:scenes_visit_changelist"),
                        "permission": _may("scenes.view_visit"),
                    },
                    {
                        "title": "Agents",
                        "icon": "badge",
                        "link": reverse_lazy("admin:scenes_agent_changelist"),
                        "permission": _may("scenes.view_agent"),
                    },
                ],
            },
            {
                "title": "Server",
                "items": [
                    {
                        "title": "Timelines",
                        "icon": "view_timeline",
                        "link": reverse_lazy("admin:core_timelinerequest_changelist"),
                        "permission": _may("core.view_timelinerequest"),
                    },
                    {
                        "title": "Jobs",
                        "icon": "work_history",
                        "link": reverse_lazy("admin:core_job_changelist"),
                        "permission": _may("core.view_job"),
                    },
                    {
                        "title": "Webhooks",
                        "icon": "webhook",
                        "link": reverse_lazy("admin:core_delivery_changelist"),
                        "permission": _may("core.view_delivery"),
                    },
                    {
                        "title": "Workers",
                        "icon": "ecg_heart",
                        "link": reverse_lazy("admin:core_heartbeat_changelist"),
                        "permission": _may("core.view_heartbeat"),
                    },
                    {
                        "title": "API keys",
                        "icon": "key",
                        "link": reverse_lazy("admin:core_apikey_changelist"),
                        "permission": _may("core.view_apikey"),
                    },
                    {
                        "title": "Users",
                        "icon": "group",
                        "link": reverse_lazy("admin:auth_user_changelist"),
                        "permission": _may("auth.view_user"),
                    },
                ],
            },
        ],
    },
}
