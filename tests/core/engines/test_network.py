"""The one way in which this project's own networks are run."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from core.engines.failing import failing_as
from core.engines.network import Network, as_batch
from core.errors import EngineFailed, EngineUnavailable
from ocr_docs.register.strip_canvas import HEIGHT, WIDTH
from ocr_docs.register.strip_network import MODEL

CANVAS = np.random.default_rng(1).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)


@pytest.fixture(scope="module")
def network():
    return Network(MODEL, threads=1)


def test_a_picture_becomes_three_planes_between_minus_one_and_one():
    picture = np.array([[[255, 0, 0], [0, 255, 0]]], np.uint8)
    batch = as_batch(picture)
    assert (batch.shape, batch.dtype) == ((1, 3, 1, 2), np.float32)
    assert batch[0, :, 0, 0].tolist() == [1, -1, -1]


def test_threads_that_share_a_network_get_each_their_own_answer(network):
    pictures = [np.roll(CANVAS, 7 * shift, axis=1) for shift in range(8)]
    alone = [network.answer(as_batch(picture)) for picture in pictures]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda p: network.answer(as_batch(p)), pictures))
    assert all(np.allclose(a, b, atol=1e-5) for a, b in zip(alone, together, strict=True))


def test_it_tells_the_sides_that_its_model_fixes(network):
    assert network.side(1) == 3


def test_what_is_no_batch_is_a_failure_of_the_engine(network):
    with pytest.raises(EngineFailed) as caught:
        network.answer("no numbers")
    assert caught.value.reason == "registers"


@pytest.mark.parametrize("content", [None, b"no model"])
def test_a_model_that_cannot_be_loaded_is_unavailable(tmp_path, content):
    model = tmp_path / "some.onnx"
    if content:
        model.write_bytes(content)
    with pytest.raises(EngineUnavailable):
        Network(model, threads=1)


def test_a_failure_keeps_the_reason_it_was_given_first():
    with pytest.raises(EngineFailed) as caught, failing_as("outer"), failing_as("inner"):
        raise KeyError("x")
    assert (caught.value.reason, caught.value.detail) == ("inner", "KeyError('x')")


def test_the_same_picture_reads_the_same_on_every_processor(monkeypatch):
    given = {}

    def compile_model(_self, _model, _device, options):
        given.update(options)
        raise RuntimeError("far enough")

    monkeypatch.setattr("openvino.Core.compile_model", compile_model)
    with pytest.raises(EngineUnavailable):
        Network(MODEL, threads=1)
    assert given["INFERENCE_PRECISION_HINT"] == "f32"
