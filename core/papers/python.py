"""Scripts as Python programs, with requests. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from core.papers import Call, InBase64, Known, Script, Value

_HELPER = """
def call(method, path, **body):
    answer = requests.request(method, BASE + path, headers=HEADERS, timeout=90, **body)
    if not answer.ok:
        raise SystemExit(f"{answer.status_code} {answer.text}")
    return answer.json()
"""


def program(script: Script, base: str) -> str:
    """A program for Python 3 with the package ``requests``."""
    modules = ["base64"] * script.sends_base64 + ["json"] + ["time"] * script.repeats
    name, value = script.key_header
    lines = [f"import {module}" for module in modules]
    lines += ["", "import requests", "", f'BASE = "{base}"']
    lines += [f'HEADERS = {{"{name}": "{value}"}}', "", _HELPER, ""]
    for call in script.calls:
        lines += [f"# {call.says}", *_lines(call), ""]
    return "\n".join([*lines, "print(json.dumps(answer, indent=2, ensure_ascii=False))"])


def _lines(call: Call) -> list[str]:
    prefix = "f" if "{" in call.path else ""
    arguments = [f'"{call.method}"', f'{prefix}"{call.path}"', *_bodies(call)]
    made = f"answer = call({', '.join(arguments)})"
    if len(made) > 96:
        inside = "".join(f"    {argument},\n" for argument in arguments)
        made = f"answer = call(\n{inside})"
    if call.repeat_while:
        key, not_yet = call.repeat_while
        again = [f'while answer["{key}"] == "{not_yet}":', "    time.sleep(1)", f"    {made}"]
        return [made, *again]
    if call.gives:
        name, path = call.gives
        return [made, f"{name} = answer" + "".join(f'["{key}"]' for key in path)]
    return [made]


def _bodies(call: Call) -> list[str]:
    files = {part: f'open("{file}", "rb")' for part, file in call.files.items()}
    bodies = {
        "json": {key: _literal(value) for key, value in call.json.items()},
        "files": files,
        "data": {key: _literal(value) for key, value in call.values.items()},
    }
    return [f"{name}={_dict(body)}" for name, body in bodies.items() if body]


def _dict(body: Mapping[str, str]) -> str:
    return "{" + ", ".join(f'"{key}": {value}' for key, value in body.items()) + "}"


def _literal(value: Value) -> str:
    if isinstance(value, InBase64):
        return f'base64.b64encode(open("{value.file}", "rb").read()).decode()'
    if isinstance(value, Known):
        return value.name
    return f'"{value}"' if isinstance(value, str) else str(value)
