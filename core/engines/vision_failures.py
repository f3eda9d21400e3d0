"""A provider's refusal in a sentence that an operator can act on. Pure.

The public message never holds anything the provider wrote. ``detail`` holds
the provider's own words, shortened and without the key.
"""

from __future__ import annotations

import re

from core.engines.vision_dialect import Complaint
from core.engines.vision_reply import Flaw
from core.errors import EngineFailed, EngineTimeout, EngineUnavailable, RecognitionError

# Not just "billing": the words of a plain rate limit name the billing page, too.
_QUOTA = re.compile(
    r"insufficient_quota|exceeded your current quota|billing_(hard|not)"
    r"|(insufficient|out of|not enough) (credit|balance|fund)",
    re.I,
)
_FILTERED = re.compile(r"content_filter|content_policy|content management policy|safety", re.I)
_BLIND = re.compile(
    r"image input|multimodal|image_url is only"
    r"|(not|n't) (support|accept)\w* (\w+ )?(image|vision|picture)",
    re.I,
)
_SECRETS = re.compile(r"(sk-|bearer\s+)[^\s\"',}]+|[A-Za-z0-9+/=_-]{40,}", re.I)

_SENTENCES: dict[int, tuple[str, str]] = {
    401: ("provider_auth", "The provider refused the key. Enter the key again in the settings."),
    403: (
        "provider_auth",
        "The provider does not allow this key to use this model. Check its rights.",
    ),
    404: (
        "provider_error",
        "The provider does not know this model or address. "
        "Check the model name and the base URL in the settings.",
    ),
    413: ("provider_error", "The provider does not accept pictures of this size."),
    429: ("provider_rate", "The provider is limiting our requests. Wait a little, then try again."),
}
_FLAWS: dict[Flaw, tuple[str, str]] = {
    Flaw.TRUNCATED: ("provider_truncated", "The model's answer was cut off before its end."),
    Flaw.FLOOD: ("provider_truncated", "The model answered with endless blanks."),
    Flaw.REFUSED: ("provider_refused", "The model refused to read this picture."),
    Flaw.EMPTY: ("provider_error", "The model answered with nothing."),
    Flaw.NONSENSE: ("provider_error", "The model did not answer in the form it was asked for."),
}


def complaint_of(status: int, body: object) -> Complaint:
    """Read an error body in any family's shape: OpenAI's, FastAPI's, Ollama's, plain text."""
    if isinstance(body, dict):
        inner = body.get("error", body.get("message", body.get("detail", body)))
        if isinstance(inner, (dict, list)) and inner is not body:
            return complaint_of(status, inner)
        return Complaint(
            status=status,
            code=f"{body.get('code') or ''} {body.get('type') or ''}".strip(),
            param=str(body.get("param") or ""),
            words=str(inner if isinstance(inner, str) else ""),
        )
    if isinstance(body, list):
        # FastAPI's list of faults. Their "input" echoes our own words, so it is left out.
        faults = [fault for fault in body if isinstance(fault, dict)]
        where = " ".join(str(fault.get("loc", "")) for fault in faults)
        return Complaint(status, param=where, words=" ".join(str(f.get("msg", "")) for f in faults))
    return Complaint(status, words=body if isinstance(body, str) else "")


def failure_of(complaint: Complaint, *, key: str, tokens: int) -> RecognitionError:
    """The error to raise for a refusal that no change of dialect can mend."""
    status = complaint.status
    said = f"{complaint.code} {complaint.words}".strip()
    detail = f"HTTP {status} {redacted(said, key)}".strip()
    if status in {408, 504}:
        return EngineTimeout(f"The provider took too long ({status}).", detail=detail)
    if status in {502, 503, 529}:
        sentence = f"The provider is overloaded or restarting ({status}). Try again later."
        return EngineUnavailable(sentence, detail=detail)
    reason, sentence = _cause(status, said, has_key=bool(key))
    message = sentence.replace(".", f" ({status}).", 1)
    return EngineFailed(message, detail=detail, reason=reason, tokens=tokens)


def failure_of_flaw(flaw: Flaw, *, tokens: int) -> EngineFailed:
    """The error to raise when the second answer, too, cannot be used."""
    reason, sentence = _FLAWS[flaw]
    return EngineFailed(sentence, detail=flaw, reason=reason, tokens=tokens)


def redacted(text: str, key: str) -> str:
    """``text`` without the key, anything like a key or a picture, and at most 300 characters."""
    text = text.replace(key, "***") if key else text
    printable = "".join(c if c.isprintable() else " " for c in _SECRETS.sub("***", text))
    return printable[:300]


def _cause(status: int, said: str, *, has_key: bool) -> tuple[str, str]:
    if status == 401 and not has_key:
        return "provider_auth", "The provider asks for a key. Enter one in the settings."
    if status == 402 or (status == 429 and _QUOTA.search(said)):
        sentence = "The provider account has no credit left. Top it up or raise its limit."
        return "provider_quota", sentence
    if status in _SENTENCES:
        return _SENTENCES[status]
    if status in range(300, 400):
        sentence = "The provider's address leads elsewhere. Enter its final address as base URL."
        return "provider_error", sentence
    if status in range(400, 500):
        return _cause_of_rejection(status, said)
    return "provider_error", "The provider had an error of its own. Try again later."


def _cause_of_rejection(status: int, said: str) -> tuple[str, str]:
    complaint = Complaint(status, words=said)
    if _FILTERED.search(said):
        return "provider_refused", "The provider's content filter refused this picture."
    if complaint.too_long:
        sentence = "The pictures do not fit into this model's context. Give it a larger one."
        return "provider_error", sentence
    if _BLIND.search(said):
        return "provider_error", "This model does not read pictures. Choose one that does."
    return "provider_error", "The provider did not accept the request."
