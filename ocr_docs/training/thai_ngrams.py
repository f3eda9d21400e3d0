"""How often Thai letters follow each other, counted in the texts that are trained on."""

from __future__ import annotations

from collections import Counter

import numpy as np

from core.engines.ctc_ngrams import ORDER, Ngrams, folded
from ocr_docs.training.thai_texts import Texts

_TEXTS = 300_000
_SEED = 77
_SELDOM = 3
"""Rows of three letters and more that were seen less often are left out."""


def counted(texts: int = _TEXTS) -> Ngrams:
    """Of that many random texts, each with a space before and after it."""
    random, source = np.random.default_rng(_SEED), Texts()
    stream = folded(" ".join(source.text(random) for _ in range(texts)))
    counts: Counter[str] = Counter()
    for length in range(1, ORDER + 1):
        rows = Counter(stream[at : at + length] for at in range(len(stream) - length + 1))
        least = _SELDOM if length > 2 else 1
        counts.update({row: count for row, count in rows.items() if count >= least})
    return Ngrams(counts)
