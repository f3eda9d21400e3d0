"""The API reference: Swagger UI with "try it", from this server alone.

Its script and style are those that drf-spectacular-sidecar bundles; ours only starts it, in a
file of its own, so that the policy of public pages holds. Calls go to the host that the page
was opened at, whatever proxy stands before it.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config.public_pages import shown
from ocr_docs.kinds import ENDPOINTS, Kind

PICTURES = Path(__file__).parent / "papers" / "pictures"
_ANALYZE = "/api/data/ai_serial_recognition/analyze"
# A book of 500 pixels a side would be too long for an example.
_DOCUMENTS = {
    f"/{ENDPOINTS[Kind.METER].path}": "meter.webp",
    f"/{ENDPOINTS[Kind.GENERAL].path}": "label.webp",
}


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every call with its answers, to try out."""
    return shown(request, "docs/reference.html", {"here": "api"})


def for_trying(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A hook of drf-spectacular: what makes calls work as they stand when they are tried.

    Examples carry real small pictures, and a photo in a form is chosen as a file.
    """
    paths, components = result["paths"], result["components"]["schemas"]
    for path, picture in _DOCUMENTS.items():
        for example in _body(paths, path)["application/json"]["examples"].values():
            example["value"] = {"image": _picture(picture)}
    fields = components["AnalyzeRequest"]["properties"]
    photo = {key: fields["image"][key] for key in ("type", "description")}
    form = {"clientUid": fields["clientUid"], "image": {**photo, "format": "binary"}}
    analyze = _body(paths, _ANALYZE)
    analyze["multipart/form-data"] = {
        "schema": {"type": "object", "properties": form, "required": list(form)}
    }
    value = {"clientUid": "client-abc-123", "imageBase64": _picture("label.webp")}
    carried = {"value": value, "summary": "A photo that comes along"}
    examples = analyze["application/json"]["examples"]
    analyze["application/json"]["examples"] = {"APhotoThatComesAlong": carried, **examples}
    components["PhotoFile"]["properties"]["datafile"]["format"] = "binary"
    return result


def _body(paths: dict[str, Any], path: str) -> dict[str, Any]:
    """The media types of the body of POST, which may be changed."""
    content: dict[str, Any] = paths[path]["post"]["requestBody"]["content"]
    return content


def _picture(name: str) -> str:
    return base64.b64encode((PICTURES / name).read_bytes()).decode()
