"""What the panel keeps about requests that never were (see ``core.showing.past``)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta

from core.models import TimelineRequest, TimelineStep
from core.showing.past import Habits
from scenes.models import Report, Scene, ScenePhoto, Upload, Visit

HABITS = Habits(
    panel="scenes",
    client="key:{:08x}",
    steps={"checked": 2, "photo_decode": 90, "catalogue": 12, "merge": 45, "report": 25},
    endings={
        (200, ""): 620,
        (201, ""): 310,
        (400, "invalid_input"): 30,
        (401, "unauthorized"): 10,
        (404, "not_found"): 22,
        (500, "engine_failed"): 6,
        (None, ""): 2,
    },
)
_TYPES = ("FACING_COUNT", "REALOGRAM", "SHARE_OF_SPACE")
_PROBLEMS: list[list[str]] = [[], [], [], [], ["blurred"], ["dark"], ["tilted", "glare"]]


def write(timelines: Sequence[TimelineRequest], chance: random.Random) -> None:
    """The scenes of requests that made one; each has a visit of its own."""
    made = [request for request in timelines if request.status == 201]
    visits = Visit.objects.bulk_create(Visit(shop=f"shop {chance.randrange(60)}") for _ in made)
    scenes = Scene.objects.bulk_create(
        _scene(request, visit, chance) for request, visit in zip(made, visits, strict=True)
    )
    for request, scene in zip(made, scenes, strict=True):
        request.answer, request.parts = scene.state, chance.choice((1, 1, 2, 3))
    photos = [
        (scene, n)
        for request, scene in zip(made, scenes, strict=True)
        for n in range(request.parts)
    ]
    uploads = Upload.objects.bulk_create(_upload(chance) for _ in photos)
    ScenePhoto.objects.bulk_create(
        ScenePhoto(scene=scene, upload=upload, position=n)
        for (scene, n), upload in zip(photos, uploads, strict=True)
    )
    TimelineStep.objects.bulk_create(_matching(scene, chance) for scene, _ in photos)
    Report.objects.bulk_create(
        Report(scene=scene, report_type=name, asked_as=name, status=Report.Status.READY)
        for scene in scenes
        for name in _TYPES
    )


def _scene(request: TimelineRequest, visit: Visit, chance: random.Random) -> Scene:
    state = Scene.State.FAILED if chance.random() < 0.03 else Scene.State.MERGED
    return Scene(
        visit=visit,
        state=state,
        timeline_id=request.pk,
        created_at=request.created_at,
        finished_at=request.created_at + timedelta(seconds=chance.lognormvariate(2, 0.5)),
    )


def _upload(chance: random.Random) -> Upload:
    quality = {"problems": chance.choice(_PROBLEMS)}
    return Upload(file="none.jpg", format="JPEG", width=4000, height=3000, quality=quality)


def _matching(scene: Scene, chance: random.Random) -> TimelineStep:
    return TimelineStep(
        request_id=scene.timeline_id,
        name="matching",
        started_at=scene.created_at,
        duration_ms=chance.lognormvariate(8.2, 0.4),
        outcome="ok",
        detail={"facings": int(chance.lognormvariate(3, 0.7))},
    )
