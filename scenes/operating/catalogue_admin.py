"""The catalogue: SKUs with their pack shots, and what groups them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action, display

from scenes.models import Brand, PackShot, Sku
from scenes.operating.pack_shot_forms import PackShotForm
from scenes.operating.photos_admin import picture_tag
from scenes.operating.sku_forms import SkuForm
from scenes.services.catalogue import (
    end_placeholders,
    has_shared_picture,
    pack_shots,
    set_pack_shots,
    sharing_a_picture,
)
from scenes.tasks import prepare_catalogue

MOST_PACK_SHOTS = 100
_MOST_NAMED = 3


class NamedAdmin(ModelAdmin):
    """Rows that are little more than a name."""

    list_display: tuple[str, ...] = ("name", "id")
    search_fields = ("name", "=id")


class BrandAdmin(NamedAdmin):
    list_display = ("name", "manufacturer", "id")
    list_select_related = ("manufacturer",)
    autocomplete_fields = ("manufacturer",)

    def delete_model(self, request: HttpRequest, obj: Brand) -> None:
        end_placeholders(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Brand]) -> None:
        for brand in queryset:
            end_placeholders(brand)
        super().delete_queryset(request, queryset)


class CategoryAdmin(NamedAdmin):
    list_display = ("name", "parent", "id")
    list_select_related = ("parent",)
    autocomplete_fields = ("parent",)


class PackShotInline(TabularInline):
    model = PackShot
    form = PackShotForm
    fields = ("shown", "picture", "state")
    readonly_fields = ("shown", "state")
    extra = 1
    max_num = MOST_PACK_SHOTS
    verbose_name_plural = _("pack shots")

    @display(description="")
    def shown(self, row: PackShot) -> SafeString | str:
        return picture_tag(row.upload_id)

    @display(description=_("state"))
    def state(self, row: PackShot) -> str:
        if row.pk is None:
            return "–"
        return row.problem or ("ready" if row.features_version else "is being prepared")


class SkuAdmin(ModelAdmin):
    list_display = ("picture", "name", "code", "brand", "category", "shots", "trouble", "id")
    list_display_links = ("name",)
    list_filter = ("brand", "category", "manufacturer", "is_placeholder")
    list_select_related = ("brand", "category")
    list_per_page = 50
    search_fields = ("name", "cid", "ean13", "=id")
    autocomplete_fields = ("brand", "category", "manufacturer")
    inlines: ClassVar = [PackShotInline]
    actions_list: ClassVar = ["import_catalogue"]
    readonly_fields = ("is_placeholder",)
    form = SkuForm
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    ("cid", "ean13"),
                    ("size_x_mm", "size_y_mm", "size_z_mm"),
                    "brand",
                    "category",
                    "manufacturer",
                )
            },
        ),
        (_("Where it is sold"), {"fields": ("countries", "retail_chains")}),
        (_("More"), {"fields": ("attributes", "is_placeholder")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sku]:
        rows: QuerySet[Sku] = super().get_queryset(request)
        bad = PackShot.objects.filter(sku=OuterRef("pk")).exclude(problem="")
        return rows.annotate(
            shot_count=Count("pack_shots"),
            has_bad_shot=Exists(bad),
            has_shared_shot=has_shared_picture(),
        )

    def save_related(self, request: HttpRequest, form: Form, formsets: Any, change: bool) -> None:
        """The SKU's own picture is one of its pack shots, and new ones are prepared at once."""
        super().save_related(request, form, formsets, change)
        sku = Sku.objects.get(pk=form.instance.pk)  # type: ignore[attr-defined]
        set_pack_shots(sku, pack_shots(sku))
        _warn_of_shared_pictures(request, sku)
        transaction.on_commit(prepare_catalogue.delay)

    @action(description=_("Import a catalogue"), icon="upload", permissions=["import_catalogue"])
    def import_catalogue(self, request: HttpRequest) -> HttpResponse:
        return redirect("admin:scenes_catalogueimport_add")

    def has_import_catalogue_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("scenes.add_catalogueimport")

    @display(description="")
    def picture(self, row: Sku) -> SafeString | str:
        return picture_tag(row.image_id)

    @display(description=_("your code"), ordering="cid")
    def code(self, row: Sku) -> str:
        return row.cid or row.ean13 or "–"

    @display(description=_("pack shots"), ordering="shot_count")
    def shots(self, row: Any) -> int:
        return int(row.shot_count)

    @display(description=_("recognised"), label={True: "success", False: "warning"})
    def trouble(self, row: Any) -> tuple[bool, str]:
        if row.is_placeholder:
            return False, gettext("never: stands for unknown products")
        if not row.shot_count:
            return False, gettext("not without a pack shot")
        if row.has_shared_shot:
            return False, gettext("not apart from a SKU with the same picture")
        if row.has_bad_shot:
            return False, gettext("a pack shot is of no use")
        return True, gettext("yes")


def _warn_of_shared_pictures(request: HttpRequest, sku: Sku) -> None:
    others = list(sharing_a_picture(sku).values_list("name", flat=True)[:_MOST_NAMED])
    if others:
        text = gettext(
            "Another SKU has the same picture: %(names)s. Nothing tells the two apart, unless "
            "they are sold in different countries or retail chains."
        )
        messages.warning(request, text % {"names": ", ".join(others)})
