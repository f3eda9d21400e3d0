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
    "SERVE_INCLUDE_SCHEMA": False,
    # In the order of the reference.
    "TAGS": [
        {"name": name}
        for name in (
            "Serial numbers",
            "Documents",
            "Shelf scenes: photos",
            "Shelf scenes: recognition",
            "Shelf scenes: reports",
            "Shelf scenes: master data",
        )
    ],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.api_page.for_trying",
    ],
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "ApiKey": {
                "type": "apiKey",
                "in": "header",
                "name": "X-API-Key",
                "description": "Serial numbers: the key alone.",
            },
            "AigenKey": {
                "type": "apiKey",
                "in": "header",
                "name": "x-aigen-key",
                "description": "Documents: the key alone.",
            },
            "Token": {
                "type": "apiKey",
                "in": "header",
                "name": "Authorization",
                "description": "Shelf scenes: `Token`, a blank and the key.",
            },
        }
    },
    # With a key, or without one from an allowed page or from this machine.
    "SECURITY": [{"ApiKey": []}, {}],
}
