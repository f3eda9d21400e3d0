"""What a display should hold: must-have lists, planograms, and the displays that name them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, ClassVar

from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import display

from core.beside_admin import BesideAdmin
from core.turns import take_turn
from scenes.models import Display, MustHaveList, MustHaveRecord, Planogram, PlanogramRecord, Sku
from scenes.operating.known_choices import KnownChoices, RelatedRows
from scenes.operating.plan_drawing import Cell, tiles_of
from scenes.overlays import tint
from scenes.services.demands import PAIRS, link

_ALTERNATIVES = ("sku", *(f"sku{number}" for number in range(1, 7)))
_PLACE = ("rack_index", "shelf_index", "product_index", "sku", "facing_x", "facing_y")


class MustHaveRecordForm(KnownChoices):
    class Meta:
        model = MustHaveRecord
        fields = ("name", *_ALTERNATIVES)
        labels = {
            "name": _("what it is"),
            "sku": _("product"),
            **dict.fromkeys(_ALTERNATIVES[1:], _("or")),
        }


class PlanogramRecordForm(KnownChoices):
    class Meta:
        model = PlanogramRecord
        fields = _PLACE
        labels = {
            "rack_index": _("rack"),
            "shelf_index": _("shelf"),
            "product_index": _("order"),
            "sku": _("product"),
            "facing_x": _("side by side"),
            "facing_y": _("piled"),
        }


class DisplayAdmin(ModelAdmin):
    list_display = ("name", "planogram", "must_have_list", "id")
    list_select_related = ("planogram", "musthavelist")
    search_fields = ("name", "=id")
    autocomplete_fields = ("planogram", "musthavelist")

    def save_model(
        self, request: HttpRequest, obj: Display, form: ModelForm[Display], change: bool
    ) -> None:
        take_turn(PAIRS)
        super().save_model(request, obj, form, change)
        link(obj, obj.planogram)

    @display(description=_("must-have list"), ordering="musthavelist__name")
    def must_have_list(self, row: Display) -> MustHaveList | None:
        return row.musthavelist


class RecordsAdmin(BesideAdmin):
    """Rows that are lists of records."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request)
        counted: QuerySet[Any] = rows.annotate(record_count=Count("records"))
        return counted

    @display(description=_("records"), ordering="record_count")
    def records(self, row: Any) -> int:
        return int(row.record_count)


class MustHaveRecordInline(RelatedRows, TabularInline):
    model = MustHaveRecord
    form = MustHaveRecordForm
    fields = ("name", *_ALTERNATIVES)
    autocomplete_fields = _ALTERNATIVES
    extra = 1
    verbose_name_plural = _("records: any of a record's SKUs fulfils it")


class MustHaveListAdmin(RecordsAdmin):
    list_display = ("name", "records", "id")
    search_fields = ("name", "=id")
    inlines: ClassVar = [MustHaveRecordInline]
    change_form_template = "scenes/must_have.html"

    def beside(self, request: HttpRequest, row: MustHaveList) -> dict[str, Any]:
        return {"demands": demands(row)}


class PlanogramRecordInline(RelatedRows, TabularInline):
    model = PlanogramRecord
    form = PlanogramRecordForm
    fields = _PLACE
    autocomplete_fields = ("sku",)
    ordering = ("rack_index", "shelf_index", "product_index", "id")
    extra = 1
    verbose_name_plural = _("records: racks from the left, shelves from the top, both from 0")


class PlanogramAdmin(RecordsAdmin):
    list_display = ("name", "display", "records", "id")
    list_select_related = ("display",)
    search_fields = ("name", "=id")
    autocomplete_fields = ("display",)
    inlines: ClassVar = [PlanogramRecordInline]
    change_form_template = "scenes/planogram.html"

    def save_model(
        self, request: HttpRequest, obj: Planogram, form: ModelForm[Planogram], change: bool
    ) -> None:
        take_turn(PAIRS)
        super().save_model(request, obj, form, change)
        if "display" in form.changed_data:
            link(obj.display, obj)

    def beside(self, request: HttpRequest, row: Planogram) -> dict[str, Any]:
        return {"racks": drawn(row)}


Rack = list[tuple[int, list[Cell]]]


def drawn(planogram: Planogram) -> list[tuple[int, Rack]]:
    """The plan to be drawn: racks from the left, their shelves from the top, products in order."""
    racks: defaultdict[int, defaultdict[int, list[Cell]]]
    racks = defaultdict(lambda: defaultdict(list))
    rows = planogram.records.select_related("sku").order_by("product_index", "id")
    for record in rows:
        racks[record.rack_index or 0][record.shelf_index or 0].append(_cell(record))
    return [(rack, sorted(shelves.items())) for rack, shelves in sorted(racks.items())]


def _cell(record: PlanogramRecord) -> Cell:
    wide, high = record.facing_x or 1, record.facing_y or 1
    return Cell(
        name=str(record.sku or _("no product")),
        colour=tint(record.sku_id) if record.sku_id else "",
        tone="info" if record.sku_id else "warning",
        faces=f"{wide} × {high}",
        tiles=tiles_of(wide),
    )


def demands(row: MustHaveList) -> list[tuple[str, list[Sku]]]:
    """Each record's name, and the SKUs of which any fulfils it."""
    records = row.records.select_related(*_ALTERNATIVES)
    return [
        (record.name or "", [sku for name in _ALTERNATIVES if (sku := getattr(record, name))])
        for record in records
    ]
