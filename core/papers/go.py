"""Scripts as Go programs, with its standard library. Pure."""

from __future__ import annotations

import json
import re

from core.papers import Call, InBase64, Known, Script, Value

_CALL = """\
func call(method, path, contentType string, body io.Reader) map[string]any {
	request, err := http.NewRequest(method, base+path, body)
	check(err)
	request.Header.Set("%s", "%s")
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	response, err := http.DefaultClient.Do(request)
	check(err)
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	check(err)
	if response.StatusCode > 299 {
		log.Fatalf("%%s %%s", response.Status, data)
	}
	var answer map[string]any
	check(json.Unmarshal(data, &answer))
	return answer
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}"""
_FORM = """\
func form(files, values map[string]string) (string, io.Reader) {
	var body bytes.Buffer
	writer := multipart.NewWriter(&body)
	for part, name := range files {
		data, err := os.ReadFile(name)
		check(err)
		file, err := writer.CreateFormFile(part, name)
		check(err)
		_, err = file.Write(data)
		check(err)
	}
	for name, value := range values {
		check(writer.WriteField(name, value))
	}
	check(writer.Close())
	return writer.FormDataContentType(), &body
}"""
_JSON = """\
func inJSON(values map[string]any) (string, io.Reader) {
	data, err := json.Marshal(values)
	check(err)
	return "application/json", bytes.NewReader(data)
}"""
_BASE64 = """\
func inBase64(name string) string {
	data, err := os.ReadFile(name)
	check(err)
	return base64.StdEncoding.EncodeToString(data)
}"""


def program(script: Script, base: str) -> str:
    """A program for Go 1.18 and later."""
    has_form, has_json = (
        any(call.is_form for call in script.calls),
        any(call.json for call in script.calls),
    )
    functions = [_CALL % script.key_header]
    functions += [_FORM] * has_form + [_JSON] * has_json + [_BASE64] * script.sends_base64
    text = "\n\n".join([*functions, _main(script)])
    return f'package main\n\n{_imports(text)}\n\nconst base = "{base}"\n\n{text}'


def _imports(text: str) -> str:
    """Those that the program uses, and no other: Go insists on it."""
    known = ("bytes", "encoding/base64", "encoding/json", "fmt", "io", "log", "mime/multipart",
             "net/http", "os", "time")  # fmt: skip
    used = [name for name in known if re.search(rf"\b{name.rpartition('/')[2]}\.", text)]
    return "import (\n" + "".join(f'\t"{name}"\n' for name in used) + ")"


def _main(script: Script) -> str:
    lines: list[str] = []
    for number, call in enumerate(script.calls):
        lines += [""] * bool(number) + [f"// {call.says}"]
        body, sent = _body(call, number)
        made = f'call("{call.method}", {_path(call.path)}, {sent})'
        lines += [*body, f"answer {'=' if number else ':='} {made}", *_after(call, made)]
    lines += ["", 'shown, err := json.MarshalIndent(answer, "", "  ")', "check(err)"]
    lines.append("fmt.Println(string(shown))")
    inside = "".join(f"\t{line}\n" if line else "\n" for line in lines)
    return f"func main() {{\n{inside}}}"


def _body(call: Call, number: int) -> tuple[list[str], str]:
    """Lines that make the body, and what is handed to the call."""
    if call.json:
        # Values stand below each other, as gofmt has them.
        wide = max(map(len, call.json)) + 1
        members = "".join(
            f'\t\t"{key}":{" " * (wide - len(key))}{_literal(value)},\n'
            for key, value in call.json.items()
        )
        made = f"inJSON(map[string]any{{\n{members}\t}})"
    elif call.is_form:
        files = ", ".join(f'"{part}": "{file}"' for part, file in call.files.items())
        values = ", ".join(f'"{part}": {_text(value)}' for part, value in call.values.items())
        made = f"form(map[string]string{{{files}}}, map[string]string{{{values}}})"
    else:
        return [], '"", nil'
    if number:
        return [f"contentType, body = {made}"], "contentType, body"
    return [f"contentType, body := {made}"], "contentType, body"


def _after(call: Call, made: str) -> list[str]:
    if call.repeat_while:
        key, not_yet = call.repeat_while
        return [
            f'for answer["{key}"] == "{not_yet}" {{',
            "\ttime.Sleep(time.Second)",
            f"\tanswer = {made}",
            "}",
        ]
    if call.gives:
        name, path = call.gives
        steps = "".join(f'["{key}"].(map[string]any)' for key in path[:-1])
        return [f'{name} := answer{steps}["{path[-1]}"]']
    return []


def _path(path: str) -> str:
    names = re.findall(r"\{(\w+)\}", path)
    if not names:
        return json.dumps(path)
    return f'fmt.Sprintf("{re.sub(r"{.*?}", "%v", path)}", {", ".join(names)})'


def _literal(value: Value) -> str:
    if isinstance(value, InBase64):
        return f'inBase64("{value.file}")'
    if isinstance(value, Known):
        return value.name
    return f'"{value}"' if isinstance(value, str) else str(value)


def _text(value: Value) -> str:
    return f"fmt.Sprint({value.name})" if isinstance(value, Known) else f'"{value}"'
