"""Scripts as JavaScript modules, for Node 18 and later. Pure."""

from __future__ import annotations

from core.papers import Call, InBase64, Known, Script, Value

_HELPER = """\
async function call(method, path, body, type) {
  const headers = { ...KEY, ...(type && { "Content-Type": type }) };
  const answer = await fetch(BASE + path, { method, headers, body });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return answer.json();
}"""


def program(script: Script, base: str) -> str:
    """A module, to be kept as ``call.mjs``."""
    name, value = script.key_header
    lines = []
    if script.sends_files or script.sends_base64:
        lines += ['import { readFile } from "node:fs/promises";', ""]
    lines += [f'const BASE = "{base}";', f'const KEY = {{ "{name}": "{value}" }};', "", _HELPER]
    lines += ["", "let answer;"]
    if any(call.is_form for call in script.calls):
        lines.append("let form;")
    for call in script.calls:
        lines += ["", f"// {call.says}", *_lines(call)]
    return "\n".join([*lines, "", "console.log(JSON.stringify(answer, null, 2));"])


def _lines(call: Call) -> list[str]:
    lines, made = _form(call), _call(call)
    lines.append(made)
    if call.repeat_while:
        key, not_yet = call.repeat_while
        lines += [
            f'while (answer.{key} === "{not_yet}") {{',
            "  await new Promise((resolve) => setTimeout(resolve, 1000));",
            f"  {made}",
            "}",
        ]
    if call.gives:
        name, path_to = call.gives
        lines.append(f"const {name} = answer.{'.'.join(path_to)};")
    return lines


def _call(call: Call) -> str:
    path = f"`{call.path.replace('{', '${')}`" if "{" in call.path else f'"{call.path}"'
    start = f'answer = await call("{call.method}", {path}'
    if call.is_form:
        return f"{start}, form);"
    if not call.json:
        return f"{start});"
    members = "".join(f"  {key}: {_literal(value)},\n" for key, value in call.json.items())
    return f'{start}, JSON.stringify({{\n{members}}}), "application/json");'


def _form(call: Call) -> list[str]:
    if not call.is_form:
        return []
    lines = ["form = new FormData();"]
    for part, file in call.files.items():
        lines.append(f'form.append("{part}", new Blob([await readFile("{file}")]), "{file}");')
    return lines + [
        f'form.append("{part}", {_literal(value)});' for part, value in call.values.items()
    ]


def _literal(value: Value) -> str:
    if isinstance(value, InBase64):
        return f'await readFile("{value.file}", "base64")'
    if isinstance(value, Known):
        return value.name
    return f'"{value}"' if isinstance(value, str) else str(value)
