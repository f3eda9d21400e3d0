from django.apps import AppConfig


class ScenesConfig(AppConfig):
    name = "scenes"
    verbose_name = "Shelf scenes"
    # What `manage.py evaluate` finds: panel name -> dotted path.
    evaluators = {
        "shelf": "scenes.evaluations.shelves.Evaluation",
        "catalog": "scenes.evaluations.catalogue.Evaluation",
        "tags": "scenes.evaluations.tags.Evaluation",
        "stitch": "scenes.evaluations.overlaps.Evaluation",
    }
    # What an API key can be limited to: name -> title.
    endpoints = {
        "shelf": "Shelf scenes",
        "shelf-tokens": "Shelf scenes: may make tokens",
    }
