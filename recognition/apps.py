from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "recognition"
    verbose_name = "Serial numbers"
    # What `manage.py evaluate` finds: panel name -> dotted path.
    evaluators = {"serial": "recognition.evaluation.Evaluation"}
