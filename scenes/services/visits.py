"""Visits, the agents who make them, and the photos that belong to them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from scenes.models import Agent, Upload, Visit


def images_of(visit: Visit) -> QuerySet[Upload]:
    """All photos of the visit, uploaded for it or used in one of its scenes, oldest first."""
    mine = Q(visit=visit) | Q(scene_photos__scene__visit=visit)
    return Upload.objects.filter(mine).distinct().order_by("pk")


def images_without_scene(visit: Visit) -> QuerySet[Upload]:
    """Photos uploaded for the visit that are in no scene yet, oldest first."""
    return Upload.objects.filter(visit=visit, scene_photos=None).order_by("pk")


def agent_named(agent_id: str, name: str) -> Agent:
    """The agent with the client's own ``agent_id``, made or renamed. "" leaves the name."""
    agent, _ = Agent.objects.get_or_create(agent_id=agent_id, defaults={"name": name})
    if name and agent.name != name:
        agent.name = name
        agent.save(update_fields=["name"])
    return agent


def new_visits() -> QuerySet[Visit]:
    """Those that no reader has confirmed, oldest first."""
    return Visit.objects.filter(confirmed_at=None).order_by("pk")


def confirm(visit: Visit) -> None:
    """A reader has it: from now on it is not new. The first time counts."""
    Visit.objects.filter(pk=visit.pk, confirmed_at=None).update(confirmed_at=timezone.now())
    visit.refresh_from_db(fields=["confirmed_at"])
