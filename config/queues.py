"""Where messages wait and who takes them: the settings that Celery reads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from kombu import Exchange, Queue

from config.environment import VAR, env

# The one difference between embedded and production: where messages wait.
CELERY_BROKER_URL = env("CELERY_BROKER_URL", default="")
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any]
# Who sends the sweeps: a worker of `make up`, or else `celery beat`.
CLOCK_IN_WORKER = env.bool("CLOCK_IN_WORKER", default=not CELERY_BROKER_URL)
if CELERY_BROKER_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900, "unacked_restore_throttle": 1}
else:
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT = "core.file_queue:Transport"
    _folders = {name: VAR / "queue" / name for name in ("waiting", "taken", "control")}
    for _folder in _folders.values():
        _folder.mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_folders["waiting"]),
        "data_folder_out": str(_folders["waiting"]),
        "processed_folder": str(_folders["taken"]),
        "control_folder": str(_folders["control"]),
        "polling_interval": 0.02,
    }

QUEUES = ("recognition", "ocr", "scenes", "webhooks", "housekeeping")
CELERY_TASK_QUEUES = [Queue(name, Exchange(""), routing_key=name) for name in QUEUES]
CELERY_TASK_DEFAULT_QUEUE = "housekeeping"
CELERY_TASK_DEFAULT_EXCHANGE = ""
CELERY_TASK_DEFAULT_ROUTING_KEY = "housekeeping"
CELERY_TASK_ROUTES = {
    "recognition.*": {"queue": "recognition"},
    "ocr_docs.*": {"queue": "ocr"},
    "scenes.*": {"queue": "scenes"},
    "webhooks.*": {"queue": "webhooks"},
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
HEARTBEAT_S = 10.0
CELERY_TIMEZONE = env("TIME_ZONE", default="UTC")
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "core.sweep", "schedule": 5.0},
    "sweep_deliveries": {"task": "core.sweep_deliveries", "schedule": 5.0},
    "purge": {"task": "recognition.purge", "schedule": timedelta(hours=1)},
    "purge_documents": {"task": "ocr_docs.purge", "schedule": timedelta(minutes=5)},
    "purge_trials": {"task": "workbench.forget_old", "schedule": timedelta(hours=1)},
    "purge_scenes": {"task": "scenes.purge", "schedule": timedelta(hours=1)},
}
