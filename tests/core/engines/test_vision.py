from __future__ import annotations

import gzip
import socket
import threading
import time

import pytest
from structlog.testing import capture_logs

from core.engines.vision import OpenAICompatible
from core.errors import EngineFailed, EngineTimeout, EngineUnavailable
from tests.scripted_provider import (
    Behaviour,
    Provider,
    accepts_only,
    answers,
    answers_text,
    completion,
    compresses,
    cuts_off,
    drips,
    fails,
    fails_with,
    floods,
    hangs,
    hangs_up,
    pours,
    redirects,
    refuses,
    says,
    scripted_provider,
)

KEY = "sk-test-Ab12Cd34Ef56Gh78Ij90"
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["found", "value"],
    "properties": {"found": {"type": "boolean"}, "value": {"type": ["string", "null"]}},
}
DATA = {"found": True, "value": "AB12"}
PICTURE = b"\xff\xd8\xff\xe0picture"


def engine(provider: Provider, *, key: str = KEY, timeout_s: float = 5.0) -> OpenAICompatible:
    return OpenAICompatible(provider.base_url, key, "some-model", timeout_s)


def ask(asked: OpenAICompatible):
    return asked.ask([PICTURE], system="RULES", question="QUESTION", schema=SCHEMA)


def failure(provider: Provider, *behaviours: Behaviour, **options) -> EngineFailed:
    provider.will(*behaviours)
    with pytest.raises(EngineFailed) as caught:
        ask(engine(provider, **options))
    assert KEY not in caught.value.message + caught.value.detail + repr(caught.value)
    return caught.value


# What is asked


def test_it_asks_with_rules_question_picture_and_schema(provider):
    provider.will(says(DATA, tokens=42))
    answer = ask(engine(provider))
    assert (answer.data, answer.model, answer.tokens, answer.calls) == (
        DATA,
        "scripted-model",
        42,
        1,
    )
    assert (answer.request_id, answer.finish_reason) == ("req_1", "stop")
    [asked] = provider.history
    assert asked.path.endswith("/v1/chat/completions")
    assert asked.key == KEY
    assert asked.texts == "RULES\nQUESTION"
    assert asked.pictures == ["data:image/jpeg;base64,/9j/4HBpY3R1cmU="]
    assert asked.body["model"] == "some-model"
    assert asked.body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert asked.body["temperature"] == 0
    assert asked.body["max_tokens"] == 800


def test_it_sends_a_server_without_a_key_a_harmless_one(provider):
    provider.will(says(DATA))
    ask(engine(provider, key=""))
    assert provider.history[0].key == "no-key"


def test_it_takes_no_key_from_the_environment(provider, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody-else")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    provider.will(says(DATA))
    ask(engine(provider, key=""))
    assert "somebody" not in str(provider.history)


# What different servers take


def test_it_gives_up_exactly_the_parameter_that_was_refused(provider):
    refusal = fails(
        400,
        "Unsupported value: 'temperature' does not support 0 with this model.",
        param="temperature",
        code="unsupported_value",
    )
    provider.will(refusal, says(DATA))
    assert ask(engine(provider)).calls == 2
    first, second = (asked.body for asked in provider.history)
    assert first.keys() - second.keys() == {"temperature"}


def test_it_takes_the_cap_by_the_other_name(provider):
    words = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    provider.will(fails(400, words, param="max_tokens"), says(DATA))
    ask(engine(provider))
    assert "max_tokens" not in provider.history[1].body
    assert provider.history[1].body["max_completion_tokens"] == 800


def test_it_asks_for_the_least_effort_that_the_model_offers(provider):
    words = "Unsupported value: 'none'. Supported values are: 'minimal', 'low', and 'high'."
    provider.will(fails(400, words, param="reasoning_effort"), says(DATA))
    ask(engine(provider))
    efforts = [asked.body["reasoning_effort"] for asked in provider.history]
    assert efforts == ["none", "minimal"]


def test_it_manages_with_a_server_that_takes_no_parameter_at_all(provider):
    provider.always(accepts_only(set(), says(DATA)))
    assert ask(engine(provider)).data == DATA
    assert provider.history[-1].body.keys() == {"model", "messages"}


def test_it_remembers_what_a_model_takes(provider):
    provider.always(accepts_only({"response_format", "max_completion_tokens"}, says(DATA)))
    assert ask(engine(provider)).calls > 1
    assert ask(engine(provider)).calls == 1


def test_it_climbs_down_to_json_and_then_to_plain_text(provider):
    provider.will(
        fails_with(400, {"error": "response_format.type 'json_schema' is not supported"}),
        fails_with(400, {"error": "'response_format.type' must be 'json_schema' or 'text'"}),
        says('Sure!\n```json\n{"found": true, "value": "AB12"}\n```'),
    )
    assert ask(engine(provider)).data == DATA
    formats = [asked.format for asked in provider.history]
    assert formats == ["json_schema", "json_object", "text"]
    assert '"additionalProperties":false' in provider.history[1].texts


@pytest.mark.parametrize(
    ("server", "status", "body", "given_up"),
    [
        (
            "openai",
            400,
            {"error": {"message": "Unrecognized request argument supplied: reasoning_effort"}},
            "reasoning_effort",
        ),
        (
            "vllm",
            422,
            {
                "detail": [
                    {
                        "type": "extra_forbidden",
                        "loc": ["body", "reasoning_effort"],
                        "msg": "Extra inputs are not permitted",
                        "input": "temperature",
                    }
                ]
            },
            "reasoning_effort",
        ),
        (
            "vllm's grammar",
            500,
            {"object": "error", "message": "Failed to compile grammar", "code": 500},
            "response_format",
        ),
        (
            "ollama",
            400,
            {"error": {"message": '"llava:7b" does not support thinking', "type": "api_error"}},
            "reasoning_effort",
        ),
        (
            "litellm",
            400,
            {
                "error": {
                    "message": "litellm.UnsupportedParamsError: ollama does not support "
                    "parameters: ['temperature'], for model=x.",
                    "type": "None",
                    "param": "None",
                    "code": "400",
                }
            },
            "temperature",
        ),
        (
            "mistral",
            422,
            {
                "object": "error",
                "message": {"detail": [{"loc": ["body", "reasoning_effort"], "msg": "Extra"}]},
            },
            "reasoning_effort",
        ),
    ],
)
def test_it_understands_the_refusals_of(server, status, body, given_up, provider):
    provider.will(fails_with(status, body), says(DATA))
    assert ask(engine(provider)).data == DATA
    first, second = (asked.body for asked in provider.history)
    assert first.get(given_up) != second.get(given_up)
    assert {name for name in first if first[name] != second.get(name)} <= {given_up, "messages"}


def test_it_merges_the_rules_into_the_question_for_servers_without_system_messages(provider):
    words = "prompting with images is incompatible with system messages"
    provider.will(fails(400, words), says(DATA))
    ask(engine(provider))
    [message] = provider.history[1].body["messages"]
    assert message["role"] == "user"
    assert provider.history[1].texts == "RULES\n\nQUESTION"


# What comes back


@pytest.mark.parametrize(
    "content",
    [
        '<think>is it {"found": false}?</think>{"found": true, "value": "AB12"}',
        'The label says {so}: {"found": true, "value": "AB12"} - done.',
        '\ufeff  {"found": true, "value": "AB12"}\n\n',
    ],
)
def test_it_finds_the_object_in(content, provider):
    provider.will(says(content))
    assert ask(engine(provider)).data == DATA


def test_it_reads_content_in_parts(provider):
    parts = [
        {"type": "text", "text": '{"found": true,'},
        {"type": "text", "text": '"value": "AB12"}'},
    ]
    provider.will(answers(completion(parts)))
    assert ask(engine(provider)).data == DATA


def test_it_counts_nothing_where_the_server_does_not(provider):
    provider.will(says(DATA, tokens=None))
    assert ask(engine(provider)).tokens == 0


def test_it_asks_once_more_with_more_room_when_the_answer_was_cut_off(provider):
    provider.will(says('{"found": tr', finish_reason="length", tokens=900), says(DATA, tokens=100))
    answer = ask(engine(provider))
    assert (answer.tokens, answer.calls) == (1000, 2)
    assert [asked.body["max_tokens"] for asked in provider.history] == [800, 3200]


def test_it_leaves_the_grammar_away_after_a_flood_of_blanks(provider):
    provider.will(floods(), says(DATA))
    assert ask(engine(provider)).data == DATA
    assert [asked.format for asked in provider.history] == ["json_schema", "json_object"]


def test_one_bad_answer_does_not_spoil_the_next_question(provider):
    provider.will(floods(), says(DATA), says(DATA))
    ask(engine(provider))
    ask(engine(provider))
    assert provider.history[2].format == "json_schema"


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (refuses(), "provider_refused"),
        (says("", finish_reason="content_filter"), "provider_refused"),
        (says("{", finish_reason="length"), "provider_truncated"),
        (floods(), "provider_truncated"),
        (says(""), "provider_error"),
        (answers(completion(None)), "provider_error"),
        (says("I see a nice device."), "provider_error"),
        (says('{"found": "yes"}'), "provider_error"),
        (says('{"found": true, "value": NaN}'), "provider_error"),
        (says("[" * 100_000), "provider_error"),
        (says('{"a":' * 100_000), "provider_error"),
    ],
)
def test_it_gives_up_after_a_second_useless_answer(behaviour, reason, provider):
    error = failure(provider, behaviour, behaviour)
    assert (error.reason, error.tokens, len(provider.history)) == (reason, 2000, 2)


# What goes wrong


@pytest.mark.parametrize(
    ("behaviour", "reason", "sentence"),
    [
        (
            fails(401, f"Incorrect API key provided: {KEY}", code="invalid_api_key"),
            "provider_auth",
            "The provider refused the key (401). Enter the key again in the settings.",
        ),
        (
            fails(403, "no access"),
            "provider_auth",
            "The provider does not allow this key to use this model (403). Check its rights.",
        ),
        (
            fails(429, "Rate limit reached", code="rate_limit_exceeded"),
            "provider_rate",
            "The provider is limiting our requests (429). Wait a little, then try again.",
        ),
        (
            fails(429, "You exceeded your current quota", code="insufficient_quota"),
            "provider_quota",
            "The provider account has no credit left (429). Top it up or raise its limit.",
        ),
        (
            fails(404, "The model `x` does not exist", code="model_not_found"),
            "provider_error",
            "The provider does not know this model or address (404). "
            "Check the model name and the base URL in the settings.",
        ),
        (
            fails(500, "The server had an error"),
            "provider_error",
            "The provider had an error of its own (500). Try again later.",
        ),
        (
            fails(400, "The response was filtered", code="content_filter"),
            "provider_refused",
            "The provider's content filter refused this picture (400).",
        ),
        (
            fails(400, "This model's maximum context length is 4096; reduce max_tokens"),
            "provider_error",
            "The pictures do not fit into this model's context (400). Give it a larger one.",
        ),
        (
            fails(400, "This model does not support image input"),
            "provider_error",
            "This model does not read pictures (400). Choose one that does.",
        ),
        (
            answers({"error": {"message": "Insufficient credits", "code": 402}}),
            "provider_quota",
            "The provider account has no credit left (402). Top it up or raise its limit.",
        ),
        (
            answers_text("<html>Welcome</html>"),
            "provider_error",
            "This address does not speak like an OpenAI server. Check the base URL.",
        ),
        (
            answers_text("{nonsense", "application/json"),
            "provider_error",
            "This address does not speak like an OpenAI server. Check the base URL.",
        ),
        (
            answers({"choices": []}),
            "provider_error",
            "This address does not speak like an OpenAI server. Check the base URL.",
        ),
    ],
)
def test_it_says_in_a_sentence_what_the_operator_can_do(behaviour, reason, sentence, provider):
    error = failure(provider, behaviour)
    assert (error.reason, error.message) == (reason, sentence)
    assert len(provider.history) == 1


def test_it_asks_for_a_key_where_none_was_given(provider):
    error = failure(provider, fails(401), key="")
    assert error.message == "The provider asks for a key (401). Enter one in the settings."


def test_its_detail_holds_the_words_of_the_provider_without_anything_secret(provider):
    words = f"bad key {KEY} or Bearer abc.def in data:image/jpeg;base64,{'QUJD' * 30}"
    error = failure(provider, fails(400, words))
    assert error.detail.startswith("HTTP 400 bad key *** or *** in data:image/jpeg;base64,***")


def test_tokens_already_spent_are_kept_when_the_second_try_fails(provider):
    error = failure(provider, says("", tokens=70), fails(401))
    assert (error.reason, error.tokens) == ("provider_auth", 70)


@pytest.mark.parametrize("status", [502, 503, 529])
def test_an_overloaded_provider_is_unavailable(status, provider):
    provider.will(fails(status))
    with pytest.raises(EngineUnavailable, match="engine_unavailable"):
        ask(engine(provider))


@pytest.mark.parametrize("behaviour", [cuts_off(), hangs_up()])
def test_a_provider_that_breaks_off_is_unavailable(behaviour, provider):
    provider.will(behaviour)
    with pytest.raises(EngineUnavailable) as caught:
        ask(engine(provider))
    assert "cannot be reached, or broke off" in caught.value.message


def test_a_provider_that_nobody_runs_is_unavailable():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(EngineUnavailable) as caught:
        ask(OpenAICompatible(f"http://127.0.0.1:{port}/v1", KEY, "m", 5.0))
    assert f"127.0.0.1:{port}" in caught.value.detail
    assert str(port) not in caught.value.message  # callers of the API may get to see it


@pytest.mark.parametrize("behaviour", [pours(20), compresses(gzip.compress(bytes(10**8)))])
def test_a_provider_that_pours_is_cut_off(behaviour, provider):
    provider.will(behaviour)
    with pytest.raises(EngineUnavailable):
        ask(engine(provider))


@pytest.mark.parametrize(
    "behaviour", [hangs(), drips(), drips(in_headers=True)], ids=["hangs", "drips", "drips headers"]
)
def test_it_keeps_its_deadline_with_a_provider_that(behaviour, provider):
    provider.will(behaviour)
    started = time.monotonic()
    with pytest.raises(EngineTimeout) as caught:
        ask(engine(provider, timeout_s=0.6))
    assert time.monotonic() - started < 1.5
    assert caught.value.message == "The provider took too long."


def test_one_deadline_bounds_all_its_calls_together(provider):
    def slowly(behaviour: Behaviour) -> Behaviour:
        return lambda connection, asked: (time.sleep(0.4), behaviour(connection, asked))[1]

    refusal = slowly(fails(400, "temperature is not supported"))
    provider.will(refusal, slowly(says(DATA)))
    with pytest.raises(EngineTimeout):
        ask(engine(provider, timeout_s=0.6))


def test_it_leaves_no_thread_behind(provider):
    provider.will(says(DATA))
    ask(engine(provider))
    deadline = time.monotonic() + 2
    while any(isinstance(t, threading.Timer) for t in threading.enumerate()):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_it_never_carries_the_key_to_where_a_redirect_leads(provider):
    with scripted_provider() as elsewhere:
        error = failure(provider, redirects(elsewhere.base_url + "/chat/completions"))
        assert elsewhere.history == []
    assert error.message == (
        "The provider's address leads elsewhere (307). Enter its final address as base URL."
    )


@pytest.mark.parametrize(
    "address",
    [
        "",
        "api.openai.com/v1",
        "ftp://host/v1",
        "file:///etc/passwd",
        "http://",
        "http://host:99999/v1",
        "http://xn--a/v1" + "\u00ad",
        "http://host:0/v1",
        "http://[::1/v1",
        "http://host/v1 x",
        "http://host/\nv1",
        "http://name:secret@host/v1",
        "https://host/v1?key=1",
        "https://host/v1#x",
    ],
)
def test_it_refuses_the_base_url(address):
    with pytest.raises(EngineFailed, match="engine_failed") as caught:
        OpenAICompatible(address, KEY, "m", 5.0)
    assert "base URL" in caught.value.message


@pytest.mark.parametrize("key", ["sk-ключ", "sk a", "sk\na"])
def test_it_refuses_a_key_that_cannot_be_one_without_showing_it(key):
    with pytest.raises(EngineFailed) as caught:
        OpenAICompatible("http://host/v1", key, "m", 5.0)
    assert caught.value.reason == "provider_auth"
    assert key not in str(caught.value)


def test_it_logs_model_time_and_tokens_and_nothing_else(provider):
    provider.will(fails(400, f"temperature {KEY}"), says(DATA, tokens=7))
    with capture_logs() as logged:
        ask(engine(provider))
    [event] = logged
    assert event.pop("seconds") >= 0
    assert event == {
        "event": "vision_asked",
        "log_level": "info",
        "model": "some-model",
        "outcome": "answered",
        "tokens": 7,
        "calls": 2,
    }
