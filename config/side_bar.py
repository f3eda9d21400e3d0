"""Where the admin leads: its side bar, and lists that stand beside each other as tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


def _may(permission: str) -> Callable[[HttpRequest], bool]:
    """Shows an entry to those who may open it."""
    return lambda request: request.user.has_perm(permission)


def _page(title: Promise | str, icon: str, link: Promise | str, permission: str) -> dict[str, Any]:
    return {"title": title, "icon": icon, "link": link, "permission": _may(permission)}


def _list(title: Promise | str, icon: str, model: str) -> dict[str, Any]:
    """The list of ``model``, written ``app.model``, for those who may look at its rows."""
    app, name = model.split(".")
    link = reverse_lazy(f"admin:{app}_{name}_changelist")
    return _page(title, icon, link, f"{app}.view_{name}")


def _open(title: Promise | str, icon: str, link: Promise | str) -> dict[str, Any]:
    """A page that is open to all."""
    return {"title": title, "icon": icon, "link": link}


def _tabs(*pages: tuple[Promise | str, str]) -> dict[str, Any]:
    """Lists that stand beside each other: title and model of each."""
    items = [_list(title, "", model) for title, model in pages]
    return {"models": [model for _title, model in pages], "items": items}


TABS = [
    _tabs(
        (_("SKUs"), "scenes.sku"),
        (_("Imports"), "scenes.catalogueimport"),
        (_("Brands"), "scenes.brand"),
        (_("Categories"), "scenes.category"),
        (_("Manufacturers"), "scenes.manufacturer"),
    ),
    _tabs(
        (_("Visits"), "scenes.visit"),
        (_("Agents"), "scenes.agent"),
        (_("Recognition errors"), "scenes.recognitionerror"),
        (_("Out-of-stock reasons"), "scenes.oosreason"),
    ),
    _tabs((_("Users"), "auth.user"), (_("Roles"), "auth.group")),
]

NAVIGATION = [
    {
        "title": _("Workbench"),
        "items": [
            _page(
                _("Try a photo"), "science", reverse_lazy("workbench"), "workbench.use_workbench"
            ),
            _list(_("Examples"), "label", "workbench.example"),
        ],
    },
    {
        "title": _("Serial numbers"),
        "items": [
            _list(_("Settings"), "tune", "recognition.recognitionsettings"),
            _list(_("Recognitions"), "barcode_scanner", "recognition.serialrecognition"),
            _page(
                _("Dashboard"),
                "monitoring",
                reverse_lazy("recognition-dashboard"),
                "recognition.view_serialrecognition",
            ),
        ],
    },
    {
        "title": _("Documents"),
        "items": [
            _list(_("Settings"), "tune", "ocr_docs.ocrsettings"),
            _list(_("Documents"), "description", "ocr_docs.documentrequest"),
            _page(
                _("Dashboard"),
                "monitoring",
                reverse_lazy("dashboard", args=["ocr_docs"]),
                "ocr_docs.view_documentrequest",
            ),
        ],
    },
    {
        "title": _("Shelf scenes"),
        "items": [
            _list(_("Settings"), "tune", "scenes.shelfsettings"),
            _list(_("Scenes"), "shelves", "scenes.scene"),
            _page(
                _("Dashboard"),
                "monitoring",
                reverse_lazy("dashboard", args=["scenes"]),
                "scenes.view_scene",
            ),
            _list(_("Photos"), "photo_library", "scenes.upload"),
            _list(_("SKUs"), "inventory_2", "scenes.sku"),
            _list(_("Imports"), "upload_file", "scenes.catalogueimport"),
            _list(_("Displays"), "storefront", "scenes.display"),
            _list(_("Planograms"), "grid_on", "scenes.planogram"),
            _list(_("Must-have lists"), "checklist", "scenes.musthavelist"),
            _list(_("Visits"), "pin_drop", "scenes.visit"),
            _list(_("Agents"), "badge", "scenes.agent"),
        ],
    },
    {
        "title": _("Server"),
        "items": [
            _list(_("Timelines"), "view_timeline", "core.timelinerequest"),
            _list(_("Jobs"), "work_history", "core.job"),
            _list(_("Webhooks"), "webhook", "core.delivery"),
            _list(_("Workers"), "ecg_heart", "core.heartbeat"),
            _list(_("API keys"), "key", "core.apikey"),
            _list(_("Users"), "group", "auth.user"),
            _list(_("Changes"), "history", "core.settingchange"),
        ],
    },
    {
        "title": _("For programs"),
        "items": [
            _open(_("Docs"), "menu_book", reverse_lazy("docs")),
            _open(_("API reference"), "api", reverse_lazy("api-docs")),
        ],
    },
]
