"""A ZIP of pictures, looked through before anything in it is unpacked; never onto a disk."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from core.zips import BROKEN
from scenes.catalogue_files import NotReadable
from scenes.catalogue_files.problems import Problem

MAX_FILES = 20_000
MAX_UNPACKED = 8 * 1024**3
MAX_DIRECTORY = 8 * 1024**2
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"})
_ARCHIVES = frozenset({".zip", ".7z", ".rar", ".tar", ".gz", ".tgz", ".bz2", ".xz"})
_DEBRIS = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_WORKBOOK = "[Content_Types].xml"
_END = b"PK\x05\x06"


class FileBroken(Exception):
    """One file of the archive cannot be unpacked; the message is a sentence."""


class Archive:
    """``pictures`` are names of files in order; ``problems`` tells what else is in there."""

    def __init__(self, file: BinaryIO) -> None:
        """Raises NotReadable."""
        _check_directory(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except BROKEN as error:
            raise NotReadable("The ZIP is broken.") from error
        self._files = {one.filename: one for one in self._zip.infolist() if _counts(one)}
        self._check()
        problems = {name: _what_is_wrong(name) for name in sorted(self._files)}
        self.problems = tuple(Problem(None, name, text) for name, text in problems.items() if text)
        good = [name for name, text in problems.items() if not text]
        self.pictures = tuple(name for name in good if not _is_table(name))
        self.sheet = self._sheet([name for name in good if _is_table(name)])

    def unpacked(self, name: str, most: int) -> bytes:
        """The bytes of a file, if they are at most ``most``. Raises FileBroken."""
        if self._files[name].file_size > most:
            raise FileBroken(f"It has more than {most // 1024**2} MB.")
        try:
            with self._zip.open(self._files[name]) as file:
                return file.read(most + 1)
        except BROKEN as error:
            raise FileBroken("It is broken within the ZIP.") from error

    def _check(self) -> None:
        files = self._files.values()
        if _WORKBOOK in self._files:
            raise NotReadable("This is a spreadsheet's own format. Save it as “CSV UTF-8”.")
        if any(one.flag_bits & 0x1 for one in files):
            raise NotReadable("The ZIP is protected with a password. Send it without one.")
        if len(files) > MAX_FILES:
            raise NotReadable(f"The ZIP holds more than {MAX_FILES:,} files. Send it in parts.")
        if sum(one.file_size for one in files) > MAX_UNPACKED:
            most = MAX_UNPACKED // 1024**3
            raise NotReadable(f"Unpacked, the ZIP would have more than {most} GB.")
        if not files:
            raise NotReadable("The ZIP is empty.")

    def _sheet(self, tables: list[str]) -> str:
        if len(tables) > 1:
            named = ", ".join(tables[:3])
            raise NotReadable(f"The ZIP holds {len(tables)} CSVs ({named}). One can be read.")
        return tables[0] if tables else ""


def _check_directory(file: BinaryIO) -> None:
    """Its list of files is read as a whole, so it must not be huge. Raises NotReadable."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 65_557))
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 16:
        raise NotReadable("The file is no ZIP, or only a part of one.")
    if struct.unpack_from("<I", tail, at + 12)[0] > MAX_DIRECTORY:
        raise NotReadable(f"The ZIP holds more than {MAX_FILES:,} files. Send it in parts.")
    file.seek(0)


def _counts(file: zipfile.ZipInfo) -> bool:
    """False for folders, and for what systems leave behind in them."""
    path = PurePosixPath(file.filename)
    is_debris = path.name.lower() in _DEBRIS or "__MACOSX" in path.parts
    return not file.is_dir() and not is_debris and not path.name.startswith("._")


def _is_table(name: str) -> bool:
    return name.lower().endswith(".csv")


def _what_is_wrong(name: str) -> str:
    path = PurePosixPath(name.replace("\\", "/"))
    ending = path.suffix.lower()
    if path.is_absolute() or ".." in path.parts or (path.parts[:1] and path.parts[0].endswith(":")):
        return "Its name leads out of the ZIP. It was left out."
    if ending in _ARCHIVES:
        return "An archive within the ZIP is not opened. Put its files into the ZIP itself."
    if ending not in PICTURES and ending != ".csv":
        return "This is no picture. Readable are JPEG, PNG, WebP and HEIC."
    return ""


class Finder:
    """Finds pictures by how a table calls them: with folders or without, in any case."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._by_path = {name.lower(): name for name in names}
        self._by_name: dict[str, list[str]] = {}
        for name in names:
            self._by_name.setdefault(PurePosixPath(name).name.lower(), []).append(name)

    def find(self, called: str) -> Iterator[str]:
        """All that it may mean."""
        path = called.strip().replace("\\", "/").removeprefix("./").lower()
        if path in self._by_path:
            yield self._by_path[path]
        else:
            yield from self._by_name.get(path, [])
