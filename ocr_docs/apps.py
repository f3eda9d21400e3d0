from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from ocr_docs.kinds import ENDPOINTS


class OcrDocsConfig(AppConfig):
    name = "ocr_docs"
    verbose_name = _("Documents")
    # What a worker of its queue makes ready before its first job (see core.pulse).
    queue = "ocr"
    engines = ("text", "thai")
    networks = {"meters": "ocr_docs.register.preparing.prepare"}
    # What `manage.py evaluate` finds: panel name -> dotted path.
    evaluators = {
        "book": "ocr_docs.evaluations.books.Evaluation",
        "meter": "ocr_docs.evaluations.meters.Evaluation",
        "text": "ocr_docs.evaluations.texts.Evaluation",
    }
    # What the workbench tries (see core.workbench.offers).
    workbench = {
        "book": "ocr_docs.workbench.books.Books",
        "meter": "ocr_docs.workbench.meters.Meters",
        "text": "ocr_docs.workbench.texts.Texts",
    }
    # What an API key can be limited to: name -> title.
    endpoints = {endpoint.name: endpoint.title for endpoint in ENDPOINTS.values()}
    # Its dashboard in the admin (see core.dashboards).
    dashboard = "ocr_docs.operating.figures.DocumentsDashboard"
    # What `manage.py demo` shows and `manage.py bench` measures.
    demonstration = "ocr_docs.showing.demonstration.Demonstration"
    benchmark = "ocr_docs.showing.benchmarks.Benchmarks"
    # A past that never was, to measure dashboards with.
    past = "ocr_docs.showing.past"
    # What the first page recognises while one watches (see core.examples).
    example = {
        "photo": "ocr_docs/samples/upper.jpg",
        "task": "ocr_docs.example",
        "recognise": "ocr_docs.showing.example.example",
    }
    # What `make up` prints for people to try.
    curl_example = (
        "(printf '{{\"image\": \"'; base64 -w0 ocr_docs/samples/meter.jpg; printf '\"}}') | "
        "curl -H 'x-aigen-key: {key}' -d @- {base}/aiscript/water-meter/v2"
    )
