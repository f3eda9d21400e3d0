"""What Django REST Framework and its API reference (drf-spectacular) are told."""

from __future__ import annotations

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    # Each panel's views judge domain and key themselves, in their own wire shape.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Triptych",
    "DESCRIPTION": "Self-hosted recognition: serial numbers from photos of labels and nameplates, "
    "photos of shelves, Thai vehicle registration books, water meters and printed text.",
    "VERSION": "0.1.0",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SERVE_INCLUDE_SCHEMA": False,
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "ApiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
            # As `Token <key>`; only the shelf panel always asks for one.
            "Token": {"type": "apiKey", "in": "header", "name": "Authorization"},
        }
    },
    # With a key, or without one from an allowed page or from this machine.
    "SECURITY": [{"ApiKey": []}, {}],
}
