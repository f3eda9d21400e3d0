"""The most similar descriptors of a catalogue: exactly among few, by words among many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from scenes.matching.keypoints import Bytes, Floats, Integers
from scenes.matching.vocabulary import Vocabulary, learned, unit

# Up to so many descriptors all are compared.
_FEW = 32_768
# Words whose lists are looked through for each descriptor of a photo.
_PROBES = 16
_QUERIES = 1024
_CHUNK = 32
# So many more are looked at than are wanted where values are compared roughly.
_SPARE = 3
# A vocabulary serves until the catalogue has grown or shrunk by so much.
_GROWN = 2.5


class Neighbours:
    """The descriptors of a catalogue, sorted by word. Made once, then only read."""

    def __init__(self, descriptors: Bytes, words: Integers | None, known: Vocabulary | None):
        """``words`` of ``descriptors`` in ``known``; without, or where the catalogue has
        outgrown it, they are found anew."""
        many = len(descriptors)
        if known is None or words is None or not _fits(known, many):
            known = learned(descriptors) if many > _FEW else None
            words = known.words_of(descriptors) if known else np.zeros(many, np.int64)
        self.vocabulary = known
        self.words = words.astype(np.int16)
        """Of each descriptor, in the order they came."""
        self._order = np.argsort(self.words, kind="stable")
        self._kept = descriptors[self._order]
        lists = len(known.words) if known else 1
        self._first = np.searchsorted(self.words[self._order], np.arange(lists + 1))

    def nearest(
        self, descriptors: Bytes, many: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[Integers, Floats]:
        """The ``many`` most similar of each descriptor, or all where there are fewer: their
        places and their similarities (0-1), most similar first. ``allowed`` (n,) narrows
        what they may be."""
        rows = None if allowed is None else np.flatnonzero(allowed[self._order])
        if self.vocabulary is None or (rows is not None and len(rows) <= _FEW):
            kept = self._kept if rows is None else self._kept[rows]
            where, alike = _exact(descriptors, unit(kept), many)
            order = self._order if rows is None else self._order[rows]
            return order[where], alike
        return self._by_words(self.vocabulary, unit(descriptors), many, allowed)

    def _by_words(
        self, known: Vocabulary, units: Floats, many: int, allowed: NDArray[np.bool_] | None
    ) -> tuple[Integers, Floats]:
        probes = _probes(units, known.words)
        alike = np.full((*probes.shape, many), -1, np.float32)
        where = np.zeros((*probes.shape, many), np.int64)
        asked = np.argsort(probes.ravel(), kind="stable")
        ends = np.searchsorted(probes.ravel()[asked], np.arange(len(known.words) + 1))
        for word in np.flatnonzero(np.diff(ends)):
            query, probe = np.divmod(asked[ends[word] : ends[word + 1]], probes.shape[1])
            rows = slice(self._first[word], self._first[word + 1])
            order, kept = self._order[rows], self._kept[rows]
            if allowed is not None:
                order, kept = order[allowed[order]], kept[allowed[order]]
            if not len(order):
                continue
            best, values = largest(units[query] @ unit(kept).T, many)
            where[query, probe, : best.shape[1]] = order[best]
            alike[query, probe, : best.shape[1]] = values
        where, alike = where.reshape(len(units), -1), alike.reshape(len(units), -1)
        best, values = largest(alike, many)
        # Where the lists held too few, none of those found stands out.
        found = np.where(values >= 0, values, 1).min(axis=1, keepdims=True)
        return np.take_along_axis(where, best, axis=1), np.maximum(values, found)


def _fits(known: Vocabulary, many: int) -> bool:
    return many > _FEW and known.learned_for / _GROWN < many < known.learned_for * _GROWN


def _probes(units: Floats, words: Floats) -> Integers:
    parts = range(0, len(units), _QUERIES)
    many = min(_PROBES, len(words))
    found = [largest(units[at : at + _QUERIES] @ words.T, many)[0] for at in parts]
    return np.concatenate(found) if found else np.zeros((0, many), np.int64)


def _exact(descriptors: Bytes, kept: Floats, many: int) -> tuple[Integers, Floats]:
    parts = range(0, len(descriptors), _QUERIES)
    found = [largest(unit(descriptors[at : at + _QUERIES]) @ kept.T, many) for at in parts]
    if not found:
        few = min(many, len(kept))
        return np.zeros((0, few), np.int64), np.zeros((0, few), np.float32)
    return np.concatenate([one for one, _ in found]), np.concatenate([one for _, one in found])


def largest(values: Floats, many: int) -> tuple[Integers, Floats]:
    """The columns of the ``many`` largest values of each row, or of all where there are fewer,
    and those values, largest first."""
    if values.shape[1] > 2 * many * _CHUNK:
        columns = _promising(values, many)
        best, found = largest(np.take_along_axis(values, columns, axis=1), many)
        return np.take_along_axis(columns, best, axis=1), found
    if values.shape[1] > many + _SPARE:
        best = _roughly_largest(values, many + _SPARE)
    else:
        best = np.broadcast_to(np.arange(values.shape[1]), values.shape)
    found = np.take_along_axis(values, best, axis=1)
    order = np.argsort(-found, axis=1, kind="stable")[:, :many]
    return np.take_along_axis(best, order, axis=1), np.take_along_axis(found, order, axis=1)


def _roughly_largest(values: Floats, many: int) -> Integers:
    """Columns of the ``many`` largest values of each row, where some of the last may be wrong by
    less than a thousandth: numbers that carry their columns are parted in a third of the time."""
    columns = values.shape[1]
    room = (1 << (columns - 1).bit_length()) - 1
    # Positive floats are in the order of their bits, and negative ones below them.
    carrying = np.ascontiguousarray(values).view(np.int32) & ~room
    carrying |= np.arange(columns, dtype=np.int32)
    carrying.partition(columns - many, axis=1)
    return np.asarray(carrying[:, columns - many :] & room, np.int64)


def _promising(values: Floats, many: int) -> Integers:
    """Columns that hold the ``many`` largest values of each row: those of the chunks with the
    largest peaks, and the rest beyond the last whole chunk."""
    rows, whole = len(values), values.shape[1] // _CHUNK
    peaks = values[:, : whole * _CHUNK].reshape(rows, whole, _CHUNK).max(axis=2)
    chunks = _roughly_largest(peaks, many + _SPARE)
    columns = (chunks[:, :, None] * _CHUNK + np.arange(_CHUNK)).reshape(rows, -1)
    tail = np.arange(whole * _CHUNK, values.shape[1])
    return np.hstack([columns, np.broadcast_to(tail, (rows, len(tail)))])
