"""Examples in the admin: with their pictures, to be mended and deleted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from core.errors import InvalidInput
from core.read_only_admin import moment
from core.workbench.access import kinds_for
from core.workbench.models import SIDES, Example
from core.workbench.offers import offers

SMALL, LARGE = SIDES


class ExampleForm(forms.ModelForm):  # type: ignore[type-arg]
    """The true answer, as the kind's bench takes it, and a note."""

    class Meta:
        model = Example
        fields = ("expected", "note")
        widgets = {"expected": UnfoldAdminTextareaWidget(attrs={"rows": 10})}

    def clean_expected(self) -> str:
        offer = offers().get(self.instance.kind)
        try:
            label: str = self.cleaned_data["expected"]
            return offer.bench.checked(label) if offer else label
        except InvalidInput as error:
            raise forms.ValidationError(error.message) from error


@admin.register(Example)
class ExampleAdmin(ModelAdmin):
    """Whoever may not look at a panel's rows sees none of its examples."""

    form = ExampleForm
    list_display = ("thumbnail", "title", "answer", "note", "added", "added_by")
    list_filter = ("kind", "created_at")
    list_select_related = ("added_by",)
    search_fields = ("expected", "note", "=digest")
    fields = ("large", "expected", "note", "title", "added", "added_by", "digest")
    readonly_fields = ("large", "title", "added", "added_by", "digest")
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Example]:
        rows: QuerySet[Example] = super().get_queryset(request)
        return rows.filter(kind__in=kinds_for(request.user))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They are saved in the workbench, with a photo."""
        return False

    @display(description=_("photo"))
    def thumbnail(self, row: Example) -> SafeString:
        tag = '<img class="t-thumb" src="{}" alt="" loading="lazy">'
        return format_html(tag, reverse("workbench-example-photo", args=[row.pk, SMALL]))

    @display(description=_("photo"))
    def large(self, row: Example) -> SafeString:
        tag = '<img class="t-large" src="{}" alt="">'
        return format_html(tag, reverse("workbench-example-photo", args=[row.pk, LARGE]))

    @display(description=_("kind"), ordering="kind")
    def title(self, row: Example) -> Any:
        offer = offers().get(row.kind)
        return offer.bench.title if offer else row.kind

    @display(description=_("true answer"), ordering="expected")
    def answer(self, row: Example) -> str:
        text = " · ".join(row.expected.splitlines())
        return text if len(text) <= 80 else f"{text[:80]} …"

    @display(description=_("added"), ordering="created_at")
    def added(self, row: Example) -> str:
        return moment(row.created_at)
