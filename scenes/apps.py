from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ScenesConfig(AppConfig):
    name = "scenes"
    verbose_name = _("Shelf scenes")
    # Whose jobs these are, and the engines that they use.
    queue = "scenes"
    engines = ("text",)
    # What `manage.py evaluate` finds: panel name -> dotted path.
    evaluators = {
        "shelf": "scenes.evaluations.shelves.Evaluation",
        "catalog": "scenes.evaluations.catalogue.Evaluation",
        "tags": "scenes.evaluations.tags.Evaluation",
        "stitch": "scenes.evaluations.overlaps.Evaluation",
        "scenes": "scenes.evaluations.scenes_drawn.Evaluation",
        "merging": "scenes.evaluations.scenes_drawn.Merging",
    }
    # What the workbench tries (see core.workbench.offers).
    workbench = {"shelf": "scenes.workbench.shelves.Shelves"}
    # What an API key can be limited to: name -> title.
    endpoints = {
        "shelf": _("Shelf scenes"),
        "shelf-tokens": _("Shelf scenes: may make tokens"),
    }
    # A report is made of what is known now; photos and views are not seen twice.
    runs_again = {"scenes.make_report": "core.running_again.always"}
    # What `manage.py demo` shows and `manage.py bench` measures.
    demonstration = "scenes.showing.demonstration.Demonstration"
    benchmark = "scenes.showing.benchmarks.Benchmarks"
    # A past that never was, to measure dashboards with.
    past = "scenes.showing.past"
    # What the first page recognises while one watches (see core.examples).
    example = {
        "photo": "scenes/samples/left.jpg",
        "task": "scenes.example",
        "recognise": "scenes.showing.example.example",
    }
    # What `make up` prints for people to try.
    curl_example = (
        "id=$(curl -sH 'Authorization: Token {key}' -F datafile=@scenes/samples/left.jpg "
        "{base}/api/v1.5/uploads/ | grep -o '[0-9]*' | head -1); "
        "curl -H 'Authorization: Token {key}' -F images=$id {base}/api/v1.5/recognize/"
    )
    # Its dashboard in the admin (see core.dashboards).
    dashboard = "scenes.operating.figures.ScenesDashboard"
    # What signs the panel's webhooks: the dotted path of a function.
    webhook_secret = "scenes.delivering.webhook_secret"  # noqa: S105 - a path, not a secret
