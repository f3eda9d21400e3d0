from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Server")
    # What `manage.py bench` measures of all panels.
    benchmark = "core.showing.benchmark_dashboards.Benchmarks"

    def ready(self) -> None:
        from core import checks  # noqa: F401 - registers the system checks
