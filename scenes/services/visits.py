"""Visits, the agents who make them, and the photos that belong to them."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from scenes.models import Agent, Scene, ScenePhoto, Upload, Visit


def with_images() -> QuerySet[Visit]:
    """Visits ready for :func:`images_of`, without a query for each."""
    return Visit.objects.prefetch_related(
        Prefetch("uploads", Upload.objects.only("visit")),
        # What was seen on them is large and not needed.
        Prefetch("scenes", Scene.objects.only("visit", "agent__name").select_related("agent")),
        Prefetch("scenes__photos", ScenePhoto.objects.only("scene", "upload")),
    )


def images_of(visit: Visit) -> list[int]:
    """Upload ids of the visit's photos, sent for it or used in one of its scenes, oldest first."""
    sent = {upload.pk for upload in visit.uploads.all()}
    used = {photo.upload_id for scene in visit.scenes.all() for photo in scene.photos.all()}
    return sorted(sent | used)


def agent_of(visit: Visit) -> Agent | None:
    """Who the visit's latest scene with an agent was made by; None where no scene names one."""
    scenes = sorted(visit.scenes.all(), key=lambda scene: scene.pk, reverse=True)
    return next((scene.agent for scene in scenes if scene.agent), None)


def agent_name(visit: Visit) -> str | None:
    """The name of the visit's agent; what the client calls it where that has none."""
    agent = agent_of(visit)
    return agent.name if agent and agent.name else visit.agent


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
