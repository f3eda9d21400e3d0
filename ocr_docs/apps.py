from django.apps import AppConfig

from ocr_docs.kinds import ENDPOINTS


class OcrDocsConfig(AppConfig):
    name = "ocr_docs"
    verbose_name = "Documents"
    # What `manage.py evaluate` finds: panel name -> dotted path.
    evaluators = {
        "book": "ocr_docs.evaluations.books.Evaluation",
        "meter": "ocr_docs.evaluations.meters.Evaluation",
        "text": "ocr_docs.evaluations.texts.Evaluation",
    }
    # What an API key can be limited to: name -> title.
    endpoints = {endpoint.name: endpoint.title for endpoint in ENDPOINTS.values()}
