"""Products and how they look."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from scenes.models.uploads import Upload


class Brand(models.Model):
    name = models.CharField(max_length=255, verbose_name=_("name"))
    manufacturer = models.ForeignKey(
        "Manufacturer",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        verbose_name=_("manufacturer"),
    )

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("brand")
        verbose_name_plural = _("brands")

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    name = models.CharField(max_length=255, verbose_name=_("name"))
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("parent category")
    )

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name_plural = _("categories")
        verbose_name = _("category")

    def __str__(self) -> str:
        return self.name


class Manufacturer(models.Model):
    name = models.CharField(max_length=255, verbose_name=_("name"))

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("manufacturer")
        verbose_name_plural = _("manufacturers")

    def __str__(self) -> str:
        return self.name


def _size(title: Any) -> models.FloatField[float | None, float | None]:
    return models.FloatField(title, null=True, blank=True, validators=[MinValueValidator(0.1)])


class Sku(models.Model):
    """A product. ``cid`` is the client's own code. A placeholder stands for products that were
    seen and not named; it has no pack shots and is never recognised. One at most
    is of no brand and stands for any product; others may stand for those of their brand.

    ``countries`` (ISO 3166-1 alpha-2) and ``retail_chains`` say where it is sold; empty means
    everywhere.
    """

    cid = models.CharField(
        max_length=255, null=True, blank=True, db_index=True, verbose_name=_("your code")
    )
    ean13 = models.CharField(
        max_length=13, null=True, blank=True, db_index=True, verbose_name=_("EAN-13")
    )
    name = models.CharField(max_length=255, verbose_name=_("name"))
    image = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    brand = models.ForeignKey(
        Brand, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("brand")
    )
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("category")
    )
    manufacturer = models.ForeignKey(
        Manufacturer,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        verbose_name=_("manufacturer"),
    )
    size_x_mm = _size(_("width (mm)"))
    size_y_mm = _size(_("height (mm)"))
    size_z_mm = _size(_("depth (mm)"))
    attributes = models.JSONField(null=True, blank=True, verbose_name=_("attributes"))
    countries = models.JSONField(default=list, blank=True, verbose_name=_("countries"))
    retail_chains = models.JSONField(default=list, blank=True, verbose_name=_("retail chains"))
    is_placeholder = models.BooleanField(default=False, verbose_name=_("placeholder"))
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("SKU")
        verbose_name_plural = _("SKUs")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["is_placeholder"],
                condition=models.Q(is_placeholder=True, brand=None),
                name="one_placeholder_without_a_brand",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PackShot(models.Model):
    """One picture of a SKU alone, and what matching needs of it, computed once.

    ``features`` is what ``scenes.matching`` writes; None until a worker has computed it.
    ``problem`` says why a picture cannot be used.
    """

    sku = models.ForeignKey(Sku, on_delete=models.CASCADE, related_name="pack_shots")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+")
    features = models.BinaryField(null=True, editable=False)
    features_version = models.PositiveSmallIntegerField(default=0, editable=False)
    problem = models.CharField(max_length=200, blank=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sku", "upload"], name="one_pack_shot_a_picture")
        ]
        verbose_name = _("pack shot")
        verbose_name_plural = _("pack shots")

    def __str__(self) -> str:
        return f"pack shot {self.pk}"
