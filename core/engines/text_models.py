"""RapidOCR as ``text.py`` needs it: models by path, all options set, nothing done for nothing."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from core.engines import Pixels
from core.errors import EngineUnavailable


class Padding(NamedTuple):
    """Strips are padded to multiples of ``step`` pixels, and to ``narrowest`` at least."""

    narrowest: int
    step: int


USUAL, SHORT = Padding(320, 160), Padding(160, 80)
"""The library's own, and for short lines, most of which would be mostly padding."""

AT_ONCE = 6
"""How many strips the library reads at once."""


def loaded(threads: int) -> Any:
    """The library with its three models, those for lines found and read ready to be called.

    ``threads`` bounds the inference threads. Raises EngineUnavailable.
    """
    # Any: the library's own annotations are unions that no caller can narrow.
    try:
        # Imported on first use: it takes a second and belongs to worker processes only.
        import rapidocr
        from rapidocr import EngineType
    except ImportError as error:
        raise EngineUnavailable(detail=f"rapidocr: {error}") from error
    logger = logging.getLogger("RapidOCR")
    logger.handlers.clear()
    models = Path(rapidocr.__file__).parent / "models"
    options = _options(models, min(threads, os.cpu_count() or 1))
    options |= {f"{stage}.engine_type": EngineType.OPENVINO for stage in ("Det", "Cls", "Rec")}
    return _lean(rapidocr.RapidOCR(params=options))


def recognised(engine: Any, strips: list[Pixels], padding: Padding) -> Any:
    """What the library reads in ``strips`` of one size."""
    shape = engine._load_rec_model().rec_image_shape
    engine.text_rec.rec_image_shape = [*shape[:2], padding.narrowest]
    return engine.recognize_txt(strips)


def give_back(engine: Any) -> None:
    """Free what the models for lines found and read keep of their last pictures."""
    for stage in (engine._load_det_model(), engine._load_rec_model()):
        stage.session.session.get_compiled_model().release_memory()


def _options(models: Path, threads: int) -> dict[str, Any]:
    return {
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Global.use_rec": False,
        "Global.use_preprocess_img": False,
        "Global.return_word_box": True,
        "Det.limit_type": "max",
        "Det.limit_side_len": 8192,
        "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
        "Cls.model_path": str(models / "ch_ppocr_mobile_v2.0_cls_mobile.onnx"),
        "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
        "EngineConfig.openvino.inference_num_threads": threads,
    }


def _lean(engine: Any) -> Any:
    """``engine`` that does not cut out what it finds, which is thrown away, and prepares pictures
    to the same bits in a tenth of the time."""
    engine.crop_text_regions = lambda *_: []
    finder = engine._load_det_model()
    prepared = finder.get_preprocess()
    every = np.arange(256, dtype=np.uint8).reshape(1, -1, 1).repeat(3, axis=2)
    table = np.asarray(prepared.normalize(every), np.float32)
    tables = [np.ascontiguousarray(table[:, :, colour]) for colour in range(3)]
    finder.get_preprocess = lambda: lambda picture: _tensor(prepared.resize(picture), tables)
    return engine


def _tensor(
    picture: Pixels | None, tables: Sequence[NDArray[np.float32]]
) -> NDArray[np.float32] | None:
    """A picture as the finder of lines takes it, (1, 3, height, width); each of ``tables``
    (1, 256) has the numbers of one colour for each value of a pixel."""
    if picture is None:
        return None
    tensor = np.empty((1, 3, *picture.shape[:2]), np.float32)
    for plane, table, numbers in zip(cv2.split(picture), tables, tensor[0], strict=True):
        cv2.LUT(plane, table, numbers)
    return tensor
