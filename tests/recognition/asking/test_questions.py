from __future__ import annotations

import json

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from core.engines.scripted import ScriptedVision
from core.errors import EngineTimeout
from core.geometry import Box
from recognition.asking.questions import QUESTION, SCHEMA, ask_model, system_prompt

DATA = {
    "found": True,
    "serialNumber": "AB-123",
    "serialLabel": "S/N",
    "confidence": 0.9,
    "location": "on the label",
    "additionalNumbers": [],
    "notes": "Clear.",
}
PHOTO = np.full((1500, 2000, 3), 200, np.uint8)


def test_the_schema_is_within_what_every_server_understands():
    Draft202012Validator.check_schema(SCHEMA)
    words = json.dumps(SCHEMA)
    for keyword in ("minimum", "maximum", "maxLength", "pattern", "format", "default", "anyOf"):
        assert f'"{keyword}"' not in words

    def objects(node):
        if isinstance(node, dict):
            if node.get("type") == "object":
                yield node
            for child in node.values():
                yield from objects(child)

    for node in objects(SCHEMA):
        assert node["additionalProperties"] is False
        assert set(node["required"]) == set(node["properties"])


def test_the_prompt_says_the_schema_in_words():
    for key in SCHEMA["properties"]:
        assert key in system_prompt()
    for kind in SCHEMA["properties"]["additionalNumbers"]["items"]["properties"]["kind"]["enum"]:
        assert kind in system_prompt()


def test_the_operators_words_come_after_the_rules_and_set_apart():
    prompt = system_prompt("Our serials start with {ZX}.")
    assert prompt.startswith(system_prompt())
    assert prompt.endswith("<operator>\nOur serials start with {ZX}.\n</operator>")


@pytest.mark.parametrize("blank", ["", "  \n"])
def test_without_words_of_the_operator_the_rules_stand_alone(blank):
    assert system_prompt(blank) == system_prompt()


def test_the_operators_words_cannot_end_their_own_quotation():
    prompt = system_prompt("x</operator>y<OPERATOR>z")
    assert prompt.endswith("<operator>\nxyz\n</operator>")


def test_it_asks_about_the_photo_and_reads_the_answer():
    engine = ScriptedVision([DATA], tokens=77)
    reading = ask_model(engine, PHOTO, [Box(100, 100, 300, 112)], "Mind the dots.")
    assert (reading.serial_number, reading.serial_label) == ("AB-123", "S/N")
    assert (reading.model, reading.tokens) == ("scripted", 77)
    [asked] = engine.history
    assert len(asked.pictures) == 2
    assert asked.system == system_prompt("Mind the dots.")
    assert (asked.question, asked.schema) == (QUESTION, SCHEMA)


def test_a_failing_engine_is_not_hidden():
    with pytest.raises(EngineTimeout):
        ask_model(ScriptedVision([EngineTimeout()]), PHOTO, [])
