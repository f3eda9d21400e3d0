"""A labelled folder in a ZIP, read without unpacking anything onto a disk."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath
from typing import IO, Any, Self

from django.conf import settings

from core.errors import InvalidInput
from core.workbench.offers import Folder
from core.zips import BROKEN

MAX_FILES = 20_000
MAX_TABLE = 20 * 1024 * 1024


class ZipFolder:
    """``labels.csv`` (or what the labels are in) may lie at the top or in a folder; names are
    relative to where it lies."""

    def __init__(self, file: IO[bytes]) -> None:
        """Raises InvalidInput."""
        try:
            self._zip = zipfile.ZipFile(file)
        except BROKEN as error:
            raise InvalidInput("The file is no ZIP, or only a part of one.") from error
        files = [one for one in self._zip.infolist() if not one.is_dir()]
        if len(files) > MAX_FILES:
            raise InvalidInput(f"The ZIP holds more than {MAX_FILES:,} files. Send it in parts.")
        self._files = {one.filename: one for one in files}
        self._top = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: Any) -> None:
        self._zip.close()

    def text(self, name: str) -> str:
        """A table, in UTF-8. Raises InvalidInput."""
        found = [path for path in self._files if PurePosixPath(path).name == name]
        if not found:
            raise InvalidInput(f"The ZIP holds no {name}.")
        path = min(found, key=lambda one: (one.count("/"), one))
        self._top = path.removesuffix(name)
        try:
            return self._bytes(path, MAX_TABLE).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InvalidInput(f"{name} is not in UTF-8.") from error

    def data(self, name: str) -> bytes:
        """A picture beside the table that was read last. Raises InvalidInput."""
        path = self._top + name.replace("\\", "/").removeprefix("./")
        if path not in self._files:
            raise InvalidInput("This picture is not in the ZIP.")
        return self._bytes(path, settings.MAX_PHOTO_BYTES)

    def _bytes(self, path: str, most: int) -> bytes:
        if self._files[path].file_size > most:
            raise InvalidInput(f"{PurePosixPath(path).name} has more than {most // 1024**2} MB.")
        try:
            with self._zip.open(self._files[path]) as file:
                data = file.read(most + 1)
        except BROKEN as error:
            raise InvalidInput(f"{PurePosixPath(path).name} is broken within the ZIP.") from error
        if len(data) > most:
            raise InvalidInput(f"{PurePosixPath(path).name} has more than {most // 1024**2} MB.")
        return data


class NamesAlone:
    """A labelled folder without its pictures: to see what it holds without reading it all."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def text(self, name: str) -> str:
        return self._folder.text(name)

    def data(self, name: str) -> bytes:
        return b""
