"""The two generations of error codes, byte for byte, and when each is said. Pure.

Source: the seeds (v2 words) and the published pages of later versions (v3 numbers).
A page that failed has a ``Fault``; a request has a summary after its pages' errors.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Fault(StrEnum):
    """Why a page gave nothing."""

    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    NOT_AN_IMAGE = "not_an_image"
    NOT_THIS = "not_this_document"
    INTERNAL = "internal"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Problem:
    """One error as it goes over the wire. ``code`` is text, or a number in version 3."""

    code: str | int
    message: str

    def as_json(self) -> dict[str, Any]:
        return {"object": "error", "code": self.code, "message": self.message}


_SIZES = "(image must be base64 and image size must between 500x500 and 10000x10000)"
_LATE = "Page {page} : not read in time"
_NO_BOOK = "can not find vehicle registration on image"
_TOO_LARGE = "Request size is too large; the input size must be less than 10 MB"


class Words:
    """Version 2, the default."""

    partial = Problem("partial_content", "Partial content")
    bad_request = Problem("bad_request", "Bad Request")
    internal = Problem("internal_server_error", "Internal Server Error")
    unsupported = Problem("image_not_support", "Image not support")
    unavailable = Problem("service_unavailable", "The server is busy. Please try again later.")
    _pages = {
        Fault.TOO_SMALL: Problem("1001", f"Too low image resolution {_SIZES}"),
        Fault.TOO_LARGE: Problem("1002", f"Image quality not acceptable {_SIZES}"),
        Fault.NOT_AN_IMAGE: Problem(
            "1003", f"cannot convert image please check your image {_SIZES}"
        ),
        Fault.NOT_THIS: Problem("can_not_find_vehicle_registration_on_image", _NO_BOOK),
        Fault.INTERNAL: Problem("internal_server_error", "Page {page} : Internal Server Error"),
        Fault.LATE: Problem("deadline_exceeded", _LATE),
    }
    statuses: dict[Fault, int] = {}
    """HTTP status when every page failed with this fault, where it is not 400."""

    def page(self, fault: Fault, number: int) -> Problem:
        """The error of page ``number`` (1-based)."""
        said = self._pages[fault]
        return Problem(said.code, said.message.format(page=number))

    def too_large(self, message: str = _TOO_LARGE) -> Problem:
        return Problem("too_large_request", message)


class Numbers(Words):
    """Version 3: numbers for words, and HTTP statuses that say more."""

    partial = Problem("206", "Partial content")
    bad_request = Problem("400", "Bad Request")
    internal = Problem(40001, "A sub-service failed")
    unsupported = Problem(20002, "Cannot read specified image")
    unavailable = Problem(40000, "A needed sub-service is not available")
    _pages = {
        Fault.TOO_SMALL: Problem("400", f"Too low image resolution {_SIZES}"),
        Fault.TOO_LARGE: Problem(20000, f"Image quality not acceptable {_SIZES}"),
        Fault.NOT_AN_IMAGE: Problem(20002, "Cannot read specified image"),
        Fault.NOT_THIS: Problem("400", _NO_BOOK),
        Fault.INTERNAL: Problem("400", "Internal process error during extract image page: {page}"),
        Fault.LATE: Problem("400", _LATE),
    }
    statuses = {Fault.TOO_LARGE: 413, Fault.NOT_AN_IMAGE: 422, Fault.INTERNAL: 500}

    def too_large(self, message: str = _TOO_LARGE) -> Problem:
        return Problem(20000, message)


GENERATIONS: dict[str, Words] = {"words": Words(), "numbers": Numbers()}
