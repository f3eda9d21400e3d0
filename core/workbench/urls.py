from django.urls import path

from core.workbench import import_views as imports
from core.workbench import run_views as runs
from core.workbench import set_views as sets
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
    path("workbench/trials/<uuid:pk>/save", sets.trial_save, name="workbench-save"),
    path("workbench/sets/<slug:kind>", sets.set_page, name="workbench-set"),
    path("workbench/sets/<slug:kind>.zip", sets.set_export, name="workbench-export"),
    path("workbench/sets/<slug:kind>/import", imports.import_open, name="workbench-import"),
    path("workbench/imports/<int:pk>", imports.import_page, name="workbench-import-page"),
    path(
        "workbench/imports/<int:pk>/progress",
        imports.import_progress,
        name="workbench-import-progress",
    ),
    path("workbench/imports/<int:pk>/stop", imports.import_stop, name="workbench-import-stop"),
    path("workbench/sets/<slug:kind>/measure", runs.run_open, name="workbench-measure"),
    path(
        "workbench/examples/<uuid:pk>/picture-<int:side>.jpg",
        sets.example_picture,
        name="workbench-example-photo",
    ),
    path("workbench/runs/<uuid:pk>", runs.run_page, name="workbench-run"),
    path("workbench/runs/<uuid:pk>.csv", runs.run_csv, name="workbench-run-csv"),
    path("workbench/runs/<uuid:pk>/progress", runs.run_progress, name="workbench-run-progress"),
    path("workbench/runs/<uuid:pk>/stop", runs.run_stop, name="workbench-stop"),
    path("workbench/ratings", sets.ratings_page, name="workbench-ratings"),
    path("workbench/ratings/fetch", sets.rating_fetch, name="workbench-rating-fetch"),
]
