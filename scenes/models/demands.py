"""What a display should hold: must-have lists and planograms."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from scenes.models.catalogue import Sku


class MustHaveList(models.Model):
    name = models.CharField(max_length=255, verbose_name=_("name"))

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("must-have list")
        verbose_name_plural = _("must-have lists")

    def __str__(self) -> str:
        return self.name


def _alternative() -> models.ForeignKey[Sku | None, Sku | None]:
    return models.ForeignKey(
        Sku, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


class MustHaveRecord(models.Model):
    """Fulfilled when any of the SKUs ``sku`` to ``sku6`` is in the scene."""

    musthavelist = models.ForeignKey(MustHaveList, on_delete=models.CASCADE, related_name="records")
    name = models.CharField(max_length=255, null=True, blank=True, verbose_name=_("name"))
    sku = _alternative()
    sku1 = _alternative()
    sku2 = _alternative()
    sku3 = _alternative()
    sku4 = _alternative()
    sku5 = _alternative()
    sku6 = _alternative()

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("must-have record")
        verbose_name_plural = _("must-have records")

    def __str__(self) -> str:
        return self.name or f"record {self.pk}"


class Planogram(models.Model):
    """``display`` mirrors ``Display.planogram``; both sides are kept the same."""

    name = models.CharField(max_length=255, verbose_name=_("name"))
    display = models.ForeignKey(
        "Display",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("display"),
    )

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("planogram")
        verbose_name_plural = _("planograms")

    def __str__(self) -> str:
        return self.name


class PlanogramRecord(models.Model):
    """Racks count from the left, shelves from the top, products from left to right and top to
    bottom, all from 0. ``facing_y`` is how many are piled. Sizes are millimetres."""

    planogram = models.ForeignKey(
        Planogram, null=True, blank=True, on_delete=models.CASCADE, related_name="records"
    )
    sku = models.ForeignKey(
        Sku, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("SKU")
    )
    rack_index = models.PositiveIntegerField(null=True, blank=True, verbose_name=_("rack"))
    shelf_index = models.PositiveIntegerField(null=True, blank=True, verbose_name=_("shelf"))
    product_index = models.PositiveIntegerField(
        null=True, blank=True, verbose_name=_("place on the shelf")
    )
    facing_x = models.PositiveIntegerField(
        null=True, blank=True, verbose_name=_("facings beside each other")
    )
    facing_y = models.PositiveIntegerField(
        null=True, blank=True, verbose_name=_("facings on top of each other")
    )
    width = models.FloatField(null=True, blank=True, verbose_name=_("width"))
    height = models.FloatField(null=True, blank=True, verbose_name=_("height"))
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("planogram record")
        verbose_name_plural = _("planogram records")

    def __str__(self) -> str:
        return f"record {self.pk}"


class Display(models.Model):
    """A place in a shop with its demands."""

    name = models.CharField(max_length=255, verbose_name=_("name"))
    planogram = models.ForeignKey(
        Planogram,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("planogram"),
    )
    musthavelist = models.ForeignKey(
        MustHaveList,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("must-have list"),
    )

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("display")
        verbose_name_plural = _("displays")

    def __str__(self) -> str:
        return self.name
