from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecognitionConfig(AppConfig):
    name = "recognition"
    verbose_name = _("Serial numbers")
    # What a worker of its queue makes ready before its first job (see core.pulse).
    queue = "recognition"
    engines = ("text", "barcodes")
    # What `manage.py evaluate` finds: panel name -> dotted path.
    evaluators = {"serial": "recognition.evaluation.Evaluation"}
    # What the workbench tries (see core.workbench.offers).
    workbench = {"serial": "recognition.workbench.SerialNumbers"}
    # What an API key can be limited to: name -> title.
    endpoints = {"recognition": _("Serial numbers: analyze and rate")}
    # Which ended jobs may be run again by hand (see core.running_again).
    runs_again = {
        "recognition.analyze": "recognition.running_again.may_run_again",
        "recognition.test_model": "core.running_again.has_failed",
    }
    # Its dashboard (see core.dashboards).
    dashboard = "recognition.operating.figures.SerialDashboard"
    # What `manage.py demo` shows.
    demonstration = "recognition.showing.demonstration.Demonstration"
    # What `manage.py bench` measures.
    benchmark = "recognition.showing.benchmarks.Benchmarks"
    # A past that never was, to measure dashboards with.
    past = "recognition.showing.past"
    # What the first page recognises while one watches (see core.examples).
    example = {
        "photo": "recognition/samples/router.jpg",
        "task": "recognition.example",
        "recognise": "recognition.showing.example.example",
    }
    # What `make up` prints for people to try.
    curl_example = (
        "curl -H 'X-API-Key: {key}' -F clientUid=me -F image=@recognition/samples/router.jpg "
        "{base}/api/data/ai_serial_recognition/analyze"
    )
