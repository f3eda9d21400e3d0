from django.urls import path

from core.workbench import trial_views as trials

urlpatterns = [
    path("workbench", trials.bench, name="workbench"),
    path("workbench/trials/<uuid:pk>", trials.trial_page, name="workbench-trial"),
    path("workbench/trials/<uuid:pk>/progress", trials.trial_progress, name="workbench-progress"),
    path(
        "workbench/trials/<uuid:pk>/picture-<int:side>.jpg",
        trials.trial_picture,
        name="workbench-photo",
    ),
    path("workbench/trials/<uuid:pk>/again", trials.trial_again, name="workbench-again"),
    path("workbench/trials/<uuid:pk>/forget", trials.trial_forget, name="workbench-forget"),
]
