"""The audit trail: who changed which setting, to be searched and never to be changed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from core.change_words import panel_title, setting_title, short, subject
from core.models import SettingChange
from core.read_only_admin import ReadOnlyAdmin, moment

_TONES = {
    SettingChange.What.CHANGED: "info",
    SettingChange.What.GIVEN: "info",
    SettingChange.What.MADE: "success",
    SettingChange.What.CLEARED: "warning",
    SettingChange.What.REVOKED: "danger",
    SettingChange.What.DELETED: "danger",
}


class PanelFilter(admin.SimpleListFilter):
    """By panel, under the title of its app."""

    title = _("panel")
    parameter_name = "panel"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        names = SettingChange.objects.order_by().values_list("panel", flat=True).distinct()
        return [(name, panel_title(name)) for name in sorted(names)]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(panel=self.value()) if self.value() else queryset


@admin.register(SettingChange)
class SettingChangeAdmin(ReadOnlyAdmin):
    list_display = ("time", "by", "way", "panel_name", "of", "field", "label", "was", "given")
    list_display_links = ("time",)
    list_filter = (PanelFilter, "what", "way", "person", "made_at")
    date_hierarchy = "made_at"
    search_fields = ("person", "subject", "setting", "before", "after")
    search_help_text = _("Person, setting, key, or a value before or after")
    fields = ("time", "by", "way", "panel_name", "of", "field", "label", "before", "after")
    readonly_fields = ("time", "by", "panel_name", "of", "field", "label")

    @display(description=_("time"), ordering="made_at")
    def time(self, row: SettingChange) -> str:
        return moment(row.made_at)

    @display(description=_("person"), ordering="person")
    def by(self, row: SettingChange) -> str:
        return row.person or "–"

    @display(description=_("panel"), ordering="panel")
    def panel_name(self, row: SettingChange) -> str:
        return panel_title(row.panel)

    @display(description=_("of what"), ordering="subject")
    def of(self, row: SettingChange) -> str:
        return subject(row)

    @display(description=_("setting"), ordering="setting")
    def field(self, row: SettingChange) -> str:
        return setting_title(row)

    @display(description=_("what"), ordering="what", label=_TONES)
    def label(self, row: SettingChange) -> tuple[str, str]:
        return row.what, row.get_what_display()

    @display(description=_("before"), ordering="before")
    def was(self, row: SettingChange) -> str:
        return short(row.before)

    @display(description=_("after"), ordering="after")
    def given(self, row: SettingChange) -> str:
        return short(row.after)
