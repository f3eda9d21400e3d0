"""Rows that belong to no panel: jobs, timelines, API keys, heartbeats, deliveries, changes."""

from core.models.changes import SettingChange
from core.models.deliveries import Delivery, DeliveryAttempt
from core.models.ids import new_id
from core.models.imports import FileImport
from core.models.jobs import Heartbeat, Job
from core.models.keys import ApiKey, KeyUsage
from core.models.timelines import TimelineRequest, TimelineStep

__all__ = [
    "ApiKey",
    "Delivery",
    "DeliveryAttempt",
    "FileImport",
    "Heartbeat",
    "Job",
    "KeyUsage",
    "SettingChange",
    "TimelineRequest",
    "TimelineStep",
    "new_id",
]
