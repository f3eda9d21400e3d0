"""Scripts as PHP programs, with its curl extension. Pure."""

from __future__ import annotations

import re

from core.papers import Call, InBase64, Known, Script, Value

_HELPER = """\
function call(string $method, string $path, $body = null, array $more = []): array
{
    $curl = curl_init(BASE . $path);
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_HTTPHEADER => [KEY, ...$more],
        CURLOPT_TIMEOUT => 90,
    ]);
    if ($body !== null) {
        curl_setopt($curl, CURLOPT_POSTFIELDS, $body);
    }
    $answer = curl_exec($curl);
    $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
    if ($status < 200 || $status > 299) {
        throw new RuntimeException("$status $answer");
    }
    return json_decode($answer, true);
}"""


def program(script: Script, base: str) -> str:
    """A program for PHP 8."""
    name, value = script.key_header
    lines = ["<?php", f"const BASE = '{base}';", f"const KEY = '{name}: {value}';", "", _HELPER]
    for call in script.calls:
        lines += ["", f"// {call.says}", *_lines(call)]
    flags = "JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE"
    return "\n".join([*lines, "", f'echo json_encode($answer, {flags}), "\\n";'])


def _lines(call: Call) -> list[str]:
    path = re.sub(r"\{(\w+)\}", r"$\1", call.path)
    quote = '"' if "$" in path else "'"
    made = f"$answer = call('{call.method}', {quote}{path}{quote}{_body(call)});"
    lines = [made]
    if call.repeat_while:
        key, not_yet = call.repeat_while
        lines += [
            f"while ($answer['{key}'] === '{not_yet}') {{",
            "    sleep(1);",
            f"    {made}",
            "}",
        ]
    if call.gives:
        name, path_to = call.gives
        lines.append(f"${name} = $answer" + "".join(f"['{key}']" for key in path_to) + ";")
    return lines


def _body(call: Call) -> str:
    members = [f"'{key}' => {_literal(value)}" for key, value in call.json.items()]
    if members:
        inside = "".join(f"    {member},\n" for member in members)
        return f", json_encode([\n{inside}]), ['Content-Type: application/json']"
    parts = [f"'{part}' => new CURLFile('{file}')" for part, file in call.files.items()]
    parts += [f"'{part}' => {_literal(value)}" for part, value in call.values.items()]
    return ", [" + ", ".join(parts) + "]" if parts else ""


def _literal(value: Value) -> str:
    if isinstance(value, InBase64):
        return f"base64_encode(file_get_contents('{value.file}'))"
    if isinstance(value, Known):
        return f"${value.name}"
    return f"'{value}'" if isinstance(value, str) else str(value)
