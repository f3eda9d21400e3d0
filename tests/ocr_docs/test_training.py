"""The training of line recognisers: scores, damage, drawn lines, and one step that learns.

What needs torch, pythainlp or Thai fonts is skipped where they are not installed; they
belong to the dependency group ``train``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import pytest
from django.core.management import CommandError, call_command
from PIL import Image, ImageDraw, ImageFont

from ocr_docs.training import damage, form_damage
from ocr_docs.training.scores import distance, error_rate
from ocr_docs.training.thai_exchanges import exchanged

ALPHABET = "0123456789"


def digits() -> Iterator[tuple[np.ndarray, str]]:
    """Clean lines of two digits, in turn."""
    font = ImageFont.load_default(size=28)
    number = 0
    while True:
        text = f"{number % 100:02d}"
        page = Image.new("L", (64, 40), 255)
        ImageDraw.Draw(page).text((12, 2), text, 0, font)
        yield np.asarray(page), text
        number += 37


class Digits:
    def lines(self, seed: int) -> Iterator[tuple[np.ndarray, str]]:
        return digits()


def ink() -> np.ndarray:
    page = np.zeros((64, 220), np.uint8)
    cv2.putText(page, "AB12", (20, 45), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 255, 3)
    return page.astype(np.float32) / 255


@pytest.mark.parametrize(
    ("read", "truth", "steps"), [("", "", 0), ("ab", "", 2), ("abc", "axc", 1), ("abc", "bcd", 2)]
)
def test_distance_counts_changed_added_and_lost_characters(
    read: str, truth: str, steps: int
) -> None:
    assert distance(read, truth) == distance(truth, read) == steps


def test_the_error_rate_leaves_white_space_apart() -> None:
    assert error_rate([("a b", "ab"), ("xy", "x z")]) == pytest.approx(1 / 4)


def test_weight_and_bends_keep_most_of_the_ink_in_place() -> None:
    random = np.random.default_rng(3)
    for change in (damage.weighted, damage.bent):
        for _ in range(10):
            worn = change(ink(), 40, random)
            assert worn.shape == ink().shape
            assert worn.min() >= 0
            assert worn.max() <= 1 + 1e-6
            both = np.minimum(worn, cv2.dilate(ink(), np.ones((9, 9))))
            assert both.sum() > 0.75 * worn.sum()


def test_a_matrix_print_is_still_ink_where_ink_was() -> None:
    random = np.random.default_rng(4)
    for _ in range(10):
        dots = damage.dotted(ink(), 40, random)
        assert dots.shape == ink().shape
        assert dots[ink() > 0.5].mean() > 3 * dots[ink() < 0.5].mean()


def test_a_dotted_line_runs_under_the_letters_and_spares_what_stands_above_it() -> None:
    random = np.random.default_rng(6)
    for _ in range(10):
        dotted = damage.on_dots(ink(), 45, 40, random)
        assert np.all(dotted >= ink())
        added = (dotted - ink()) > 0.2
        assert 5 < np.count_nonzero(np.diff(added.any(0))) < 120
        rows = np.flatnonzero(added.any(1))
        assert rows.min() > 45 - 0.2 * 40
        assert rows.max() < 45 + 0.35 * 40


def test_a_rule_is_drawn_where_it_is_said_to_be_and_what_erasing_leaves_stays_there() -> None:
    random = np.random.default_rng(8)
    raised = bitten = 0
    for _ in range(30):
        ruled = form_damage.on_rule(ink(), 52, 40, random)
        rows = np.flatnonzero((np.abs(ruled - ink()) > 0.1).any(1))
        assert rows.size == 0 or (rows.min() > 52 - 14 and rows.max() < 52 + 14)
        raised += bool(np.any(ruled > ink() + 0.2))
        bitten += bool(np.any(form_damage.on_rule(ink(), 40, 40, random) < ink() - 0.2))
    assert raised > 15
    assert 0 < bitten < 20


def test_a_printers_pins_leave_dots_where_the_letters_pixels_are() -> None:
    random = np.random.default_rng(9)
    letter = np.zeros((5, 4), np.float32)
    letter[:, 1] = 1
    dots = form_damage.hammered(letter, 3, random)
    assert dots.shape == (15, 12)
    assert dots[:, 3:6].sum() > 5
    assert dots.sum() == pytest.approx(dots[:, 3:6].sum())


def test_faded_ink_is_weaker_and_nowhere_new() -> None:
    random = np.random.default_rng(10)
    for _ in range(10):
        left = form_damage.faded(ink(), 40, random)
        assert np.all(left <= ink())
        assert 0.02 < left.sum() / ink().sum() < 1


def test_an_edge_across_a_line_is_thin_and_upright() -> None:
    edge = form_damage.crossed(np.zeros((40, 200), np.float32), np.random.default_rng(11))
    columns = np.flatnonzero(edge.any(0))
    assert 1 <= columns.size <= 3
    assert np.all(edge[:, columns] > 0.1)


def test_letters_are_exchanged_for_their_likes_and_marks_stay_on_letters() -> None:
    random = np.random.default_rng(12)
    name = "นางสาวศิริพร ดีช่วย 12/5"
    others = {exchanged(name, random, 0.3) for _ in range(200)}
    assert len(others) > 150
    assert exchanged(name, random, 0.0) == name
    for other in others:
        assert len(other.split()) == len(name.split())
        assert not re.search(r"[ัิีึื][ัิีึื]|[ุู][ุู]|[่้][่้]|[่้][ัิีึืุู]| [ัิีึืุู่้]", other)


def test_a_scanned_line_is_grey_with_contrast_left() -> None:
    random = np.random.default_rng(5)
    for _ in range(20):
        scan = damage.scanned(damage.printed(ink(), random), 64, random)
        assert scan.dtype == np.uint8
        assert scan.ndim == 2
        assert int(scan.max()) - int(scan.min()) > 20


def test_rendered_lines_say_what_their_text_says_inside_the_alphabet() -> None:
    pytest.importorskip("torch")
    pytest.importorskip("pythainlp")
    from ocr_docs.training.thai_drawing import thai_fonts
    from ocr_docs.training.thai_lines import ThaiLines
    from ocr_docs.training.thai_texts import ALPHABET as THAI_ALPHABET

    if not thai_fonts():
        pytest.skip("no Thai fonts installed")
    fonts = thai_fonts()[:2]
    lines = list(islice(ThaiLines(fonts, easy_lines=0).lines(7), 15))
    again = list(islice(ThaiLines(fonts, easy_lines=0).lines(7), 15))
    assert [text for _, text in lines] == [text for _, text in again]
    for picture, text in lines:
        assert set(text) <= set(THAI_ALPHABET)
        assert text == text.strip()
        assert picture.ndim == 2
        assert np.ptp(picture) > 0


def test_values_of_forms_say_what_they_show_and_a_few_blanks_are_empty() -> None:
    pytest.importorskip("torch")
    pytest.importorskip("pythainlp")
    from ocr_docs.training.thai_drawing import thai_fonts
    from ocr_docs.training.thai_lines import ThaiLines
    from ocr_docs.training.thai_texts import ALPHABET as THAI_ALPHABET

    if not thai_fonts():
        pytest.skip("no Thai fonts installed")
    source = ThaiLines(thai_fonts()[:3], easy_lines=0, forms=1.0)
    lines = list(islice(source.lines(7), 250))
    assert all(set(text) <= set(THAI_ALPHABET) and text == text.strip() for _, text in lines)
    assert 0 < sum(not text for _, text in lines) < 20
    assert all(picture.ndim == 2 and picture.dtype == np.uint8 for picture, _ in lines)


def test_held_out_fonts_are_not_trained_on() -> None:
    pytest.importorskip("torch")
    from ocr_docs.training.thai import HELD_OUT
    from ocr_docs.training.thai_drawing import thai_fonts

    every, some = set(thai_fonts()), set(thai_fonts(held_out=HELD_OUT))
    if not every:
        pytest.skip("no Thai fonts installed")
    assert some < every
    assert all(path.name.startswith(HELD_OUT) for path in every - some)


def test_without_torch_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ocr_docs.training.thai", None)
    monkeypatch.delattr("ocr_docs.training.thai", raising=False)
    with pytest.raises(CommandError, match="dependency group train"):
        call_command("train_lines", "thai", minutes=1, out=Path("nowhere"))


def test_batches_leave_out_what_has_no_room_for_its_text() -> None:
    pytest.importorskip("torch")
    from ocr_docs.training.batches import Batches

    class Crowded:
        def lines(self, seed: int) -> Iterator[tuple[np.ndarray, str]]:
            for line in digits():
                yield line
                yield line[0][:, :20], "1122334455"

    batch = next(iter(Batches(Crowded(), ALPHABET, 40, seed=1)))
    assert set(batch.lengths.tolist()) == {2}
    assert batch.targets.tolist()[:4] == [1, 1, 4, 8]
    assert batch.pictures.shape[1:] == (1, 40, 64)


def test_training_steps_lower_the_loss_and_a_checkpoint_keeps_them(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from ocr_docs.training.batches import Batches
    from ocr_docs.training.loop import Plan, Training
    from ocr_docs.training.network import LineNetwork

    plan = Plan(minutes=1, folder=tmp_path)
    work = Training(LineNetwork(11, height=40, breadth=32), ALPHABET, 40, plan)
    batch = next(iter(Batches(Digits(), ALPHABET, 40, seed=1)))
    losses = [work.step(batch) for _ in range(12)]
    assert losses[-1] < 0.7 * losses[0]
    work.save()
    other = Training(LineNetwork(11, height=40, breadth=32), ALPHABET, 40, plan)
    other.resume()
    assert other.lines == work.lines == 12 * len(batch.lengths)


def test_a_line_without_text_can_be_learnt_from(tmp_path: Path) -> None:
    pytest.importorskip("torch")
    from ocr_docs.training.batches import Batches
    from ocr_docs.training.loop import Plan, Training
    from ocr_docs.training.network import LineNetwork

    class Empty:
        def lines(self, seed: int) -> Iterator[tuple[np.ndarray, str]]:
            for picture, _ in digits():
                yield picture, ""

    work = Training(LineNetwork(11, breadth=32), ALPHABET, 40, Plan(1, tmp_path))
    batch = next(iter(Batches(Empty(), ALPHABET, 40, seed=1)))
    losses = [work.step(batch) for _ in range(8)]
    assert losses[-1] < 0.9 * losses[0]


def test_a_network_begins_with_the_averaged_weights_of_a_checkpoint(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    from ocr_docs.training.batches import Batches
    from ocr_docs.training.loop import Plan, Training
    from ocr_docs.training.network import LineNetwork

    first = Training(LineNetwork(11, breadth=32), ALPHABET, 40, Plan(1, tmp_path))
    batch = next(iter(Batches(Digits(), ALPHABET, 40, seed=1)))
    for _ in range(3):
        first.step(batch)
    first.save()
    plan = Plan(1, tmp_path / "next", begin=tmp_path / "last.pt")
    begun = Training(LineNetwork(11, breadth=32), ALPHABET, 40, plan)
    assert begun.lines == 0
    old, new = first.averaged.state_dict(), begun.averaged.state_dict()
    assert all(torch.equal(weight, new[name]) for name, weight in old.items())


def test_an_exported_network_answers_as_the_trained_one(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    pytest.importorskip("onnx")
    from core.engines.ctc import CtcReader
    from ocr_docs.training.export import export
    from ocr_docs.training.network import LineNetwork

    network = LineNetwork(11, height=40, breadth=32).eval()
    export(network, ALPHABET, 40, tmp_path / "digits.onnx")
    reader = CtcReader(tmp_path / "digits.onnx", threads=1)
    assert reader.alphabet == ALPHABET
    picture = next(digits())[0]
    found = reader.probabilities([np.repeat(picture[:, :, None], 3, 2)])[0]
    with torch.inference_mode():
        lines = torch.from_numpy(picture[None, None].astype(np.float32) / 127.5 - 1)
        wanted = network(lines)[0].exp().numpy()
    assert found == pytest.approx(wanted, abs=0.01)


@pytest.mark.parametrize("network", ["registers", "finding"])
def test_the_networks_of_the_meters_are_trained_and_written_by_the_command(
    tmp_path: Path, network: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("torch")
    pytest.importorskip("onnx")
    from core.engines.network import Network

    call_command("train_lines", network, minutes=0.1, out=tmp_path)
    model = tmp_path / f"{network}.onnx"
    assert str(model) in capsys.readouterr().out
    once = model.read_bytes()
    answer = Network(model, threads=1).answer(np.zeros((1, 3, 48, 256), np.float32))
    assert np.isfinite(answer).all()
    # Without minutes the last checkpoint is written again.
    call_command("train_lines", network, minutes=0, out=tmp_path)
    assert len(model.read_bytes()) == len(once)
    again = Network(model, threads=1).answer(np.zeros((1, 3, 48, 256), np.float32))
    assert again == pytest.approx(answer, abs=1e-4)


def test_steps_of_the_pictures_loop_lower_the_loss(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch")
    from ocr_docs.training.pictures_loop import Plan, Training

    plan = Plan(minutes=1, folder=tmp_path, rate=0.05)
    torch.manual_seed(1)
    network, loss = torch.nn.Conv2d(3, 1, 3), torch.nn.functional.mse_loss
    work = Training(network, loss, plan, averaging=0.5)
    batch = torch.randn(4, 3, 8, 8), torch.ones(4, 1, 6, 6)
    losses = [work.step(batch, share=0.3) for _ in range(20)]
    assert losses[-1] < 0.5 * losses[0]
    work.save()
    kept = torch.load(tmp_path / "last.pt", weights_only=True)
    assert torch.equal(kept["weight"], work.averaged.weight)
