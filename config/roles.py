"""What each role may do. `manage.py provision` makes a group of each, with exactly these rights.

Patterns over ``app.codename``; one with a leading ``-`` takes away again. Users and roles
themselves are a matter of the superuser.
"""

from __future__ import annotations

ROLES: dict[str, tuple[str, ...]] = {
    # Runs the server: settings, keys, catalogue, jobs, webhooks, and all that was recognised.
    "Operator": (
        "recognition.*",
        "ocr_docs.*",
        "scenes.*",
        "workbench.*",
        "core.*_apikey",
        "core.*_job",
        "core.*_delivery",
        "core.view_*",
    ),
    # Looks at what is recognised, and tries photos: dashboards, verdicts, workbench.
    "Staff": (
        "recognition.view_*",
        "ocr_docs.view_*",
        "scenes.view_*",
        "-recognition.view_recognitionsettings",
        "-ocr_docs.view_ocrsettings",
        "-scenes.view_shelfsettings",
        "workbench.*",
        "core.view_timeline*",
    ),
    # Builds on the API: the keys made out to them, to be revoked when one has leaked. The
    # documentation is open to all.
    "Integrator": ("core.view_apikey", "core.revoke_apikey"),
}
