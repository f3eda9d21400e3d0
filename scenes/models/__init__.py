"""Rows of the shelf panel. Ids are integers: clients decode them as such."""

from scenes.models.catalogue import Brand, Category, Manufacturer, PackShot, Sku
from scenes.models.demands import (
    Display,
    MustHaveList,
    MustHaveRecord,
    Planogram,
    PlanogramRecord,
)
from scenes.models.feedback import OosReason, RecognitionError
from scenes.models.idempotency import KeptAnswer
from scenes.models.imports import CatalogueImport, ImportProblem
from scenes.models.scenes import Report, Scene, ScenePhoto
from scenes.models.settings import ShelfSettings
from scenes.models.uploads import Upload
from scenes.models.visits import Agent, Visit

__all__ = [
    "Agent",
    "Brand",
    "CatalogueImport",
    "Category",
    "Display",
    "ImportProblem",
    "KeptAnswer",
    "Manufacturer",
    "MustHaveList",
    "MustHaveRecord",
    "OosReason",
    "PackShot",
    "Planogram",
    "PlanogramRecord",
    "RecognitionError",
    "Report",
    "Scene",
    "ScenePhoto",
    "ShelfSettings",
    "Sku",
    "Upload",
    "Visit",
]
