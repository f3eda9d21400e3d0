"""The body as callers send it: JSON under any content type, the trailing comma of the docs too."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import IO, Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from core.parsers import Bounded
from ocr_docs.limits import MAX_JSON_BYTES

# A string, kept as it is, or a comma before a closing bracket. Possessive: no backtracking.
_TRAILING = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+")|,(\s*+[}\]])')


class _AnyJson(BaseParser):
    media_type = "*/*"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            text = stream.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ParseError("The body is not UTF-8.") from error
        try:
            return _loads(text)
        except ValueError:
            return _second_try(text)


class LenientJSONParser(Bounded, _AnyJson):
    """Strict JSON first; where that fails, once more without trailing commas."""

    def most(self) -> int:
        return MAX_JSON_BYTES


def _second_try(text: str) -> Any:
    try:
        return _loads(_TRAILING.sub(lambda found: found[1] or found[2], text))
    except ValueError as error:
        raise ParseError(str(error)[:100]) from error


def _loads(text: str) -> Any:
    return json.loads(text, parse_constant=_no_number)


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
