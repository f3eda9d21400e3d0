"""Which pages the panel has in the admin."""

from __future__ import annotations

from django.contrib import admin

from scenes import models
from scenes.operating.catalogue_admin import BrandAdmin, CategoryAdmin, NamedAdmin, SkuAdmin
from scenes.operating.demands_admin import DisplayAdmin, MustHaveListAdmin, PlanogramAdmin
from scenes.operating.imports_admin import CatalogueImportAdmin
from scenes.operating.photos_admin import UploadAdmin
from scenes.operating.scenes_admin import SceneAdmin
from scenes.operating.settings_admin import ShelfSettingsAdmin
from scenes.operating.visits_admin import AgentAdmin, FeedbackAdmin, OosReasonAdmin, VisitAdmin

admin.site.register(models.ShelfSettings, ShelfSettingsAdmin)
admin.site.register(models.Scene, SceneAdmin)
admin.site.register(models.Upload, UploadAdmin)
admin.site.register(models.Sku, SkuAdmin)
admin.site.register(models.CatalogueImport, CatalogueImportAdmin)
admin.site.register(models.Brand, BrandAdmin)
admin.site.register(models.Category, CategoryAdmin)
admin.site.register(models.Manufacturer, NamedAdmin)
admin.site.register(models.Display, DisplayAdmin)
admin.site.register(models.Planogram, PlanogramAdmin)
admin.site.register(models.MustHaveList, MustHaveListAdmin)
admin.site.register(models.Visit, VisitAdmin)
admin.site.register(models.Agent, AgentAdmin)
admin.site.register(models.RecognitionError, FeedbackAdmin)
admin.site.register(models.OosReason, OosReasonAdmin)
