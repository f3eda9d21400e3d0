"""Admin pages of rows that decide who may do what: their changes go into the audit trail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.admin import ModelAdmin

from core import audit


class TracedAdmin(ModelAdmin):
    """Notes what was made, changed and deleted, in the transaction that did it."""

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        by = audit.visitor(request)
        row = getattr(form, "instance", None) or form.user  # a form of a password has no row
        if add:
            audit.note(row, audit.What.MADE, by=by)
        elif any(name.startswith("password") for name in form.changed_data):
            audit.compare(row, "password", True, True, by=by, secret=True)
        for name in form.changed_data:
            if "password" not in name:
                was = form.get_initial_for_field(form.fields[name], name)
                self.trace(row, name, was, form.cleaned_data.get(name), by)
        return super().construct_change_message(request, form, formsets, add)

    def trace(self, row: Model, name: str, was: Any, given: Any, by: audit.Author) -> None:
        """Note one changed field. Of a list of rows only what came and went is noted."""
        if isinstance(given, Model):
            was = type(given)._default_manager.filter(pk=was).first()
        if isinstance(given, QuerySet):
            was, given = _came_and_went(was or (), given)
        if audit.text(was) != audit.text(given):
            audit.compare(row, name, was, given, by=by)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for row in queryset:
            audit.note(row, audit.What.DELETED, by=audit.visitor(request))
        return super().log_deletions(request, queryset)


def _came_and_went(was: Iterable[Model], given: Iterable[Model]) -> tuple[list[str], list[str]]:
    old, new = set(map(str, was)), set(map(str, given))
    return [f"− {name}" for name in sorted(old - new)], [f"+ {name}" for name in sorted(new - old)]
