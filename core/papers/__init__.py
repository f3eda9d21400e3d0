"""Calls of an API as data, and as programs to copy in five languages. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

KEY = "YOUR_KEY"
"""Stands in every program where the caller's key belongs."""


@dataclass(frozen=True, slots=True)
class InBase64:
    """The bytes of a file, in base64."""

    file: str


@dataclass(frozen=True, slots=True)
class Known:
    """A value that an earlier call of the script gave, by its name."""

    name: str


Value = str | int | InBase64 | Known


@dataclass(frozen=True, slots=True)
class Call:
    """One request.

    ``path`` begins with a slash and may hold ``{name}`` of a known value. The body is
    ``json``, or a form of ``files`` (part -> file name) and ``values``, or nothing.
    ``gives`` is the name of a value, and the keys that lead to it in the answer.
    ``repeat_while`` is a key of the answer and the value that means "not yet": the call is
    then made again every second.
    """

    path: str
    says: str
    method: str = "POST"
    json: Mapping[str, Value] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    gives: tuple[str, tuple[str, ...]] | None = None
    repeat_while: tuple[str, str] | None = None

    @property
    def is_form(self) -> bool:
        return bool(self.files or self.values)


@dataclass(frozen=True, slots=True)
class Script:
    """Calls one after the other; the program prints the answer to the last one, as JSON.

    ``header`` is the name and the value of the header that carries the key, in which
    ``{key}`` stands for it.
    """

    header: tuple[str, str]
    calls: tuple[Call, ...]

    @property
    def key_header(self) -> tuple[str, str]:
        """Name and value, with :data:`KEY` in place of the key."""
        name, value = self.header
        return name, value.format(key=KEY)

    @property
    def sends_files(self) -> bool:
        return any(call.files for call in self.calls)

    @property
    def sends_base64(self) -> bool:
        return any(isinstance(v, InBase64) for call in self.calls for v in call.json.values())

    @property
    def repeats(self) -> bool:
        return any(call.repeat_while for call in self.calls)


Renderer = Callable[[Script, str], str]
"""From a script and the base URL of a server, without a slash at its end, to a program."""
