"""Scripts as commands of a shell, with curl. Pure."""

from __future__ import annotations

import json
import re

from core.papers import Call, InBase64, Known, Script, Value

_SED = r"""sed 's/.*"{}": *"\{{0,1\}}\([^",}}]*\).*/\1/'"""


def program(script: Script, base: str) -> str:
    """Commands for bash, dash or zsh."""
    return "\n\n".join(f"# {call.says}\n{_command(script, call, base)}" for call in script.calls)


def _command(script: Script, call: Call, base: str) -> str:
    curl = _curl(script, call, base)
    if call.repeat_while:
        key, not_yet = call.repeat_while
        pattern = f'"{key}": *"{not_yet}"'
        curl = f"{curl} -o answer.json"
        return f"while {curl}\n  grep -q '{pattern}' answer.json; do sleep 1; done\ncat answer.json"
    if call.gives:
        name, path = call.gives
        return f"{name}=$({curl} |\n  {_SED.format(path[-1])})"
    return curl


def _curl(script: Script, call: Call, base: str) -> str:
    path = re.sub(r"\{(\w+)\}", r"$\1", call.path)
    name, value = script.key_header
    words = [f"curl -sS {base}{path}", f"-H '{name}: {value}'"]
    if call.method not in ("GET", "POST"):
        words.append(f"-X {call.method}")
    words += [f"-F {part}=@{file}" for part, file in call.files.items()]
    words += [f"-F {part}={_word(sent)}" for part, sent in call.values.items()]
    if not call.json:
        return " \\\n  ".join(words)
    words.append("-H 'Content-Type: application/json'")
    moving = [_word(v) for v in call.json.values() if isinstance(v, InBase64 | Known)]
    if not moving:
        return " \\\n  ".join([*words, f"-d '{json.dumps(dict(call.json))}'"])
    template = ", ".join(f'"{key}": {_slot(v)}' for key, v in call.json.items())
    made = f"printf '{{{template}}}' {' '.join(moving)} |\n  "
    return made + " \\\n  ".join([*words, "-d @-"])


def _word(value: Value) -> str:
    if isinstance(value, InBase64):
        return f"\"$(base64 < {value.file} | tr -d '\\n')\""
    return f'"${value.name}"' if isinstance(value, Known) else str(value)


def _slot(value: Value) -> str:
    return '"%s"' if isinstance(value, InBase64 | Known) else json.dumps(value)
