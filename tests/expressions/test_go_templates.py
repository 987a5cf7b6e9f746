"""Templates of Prometheus's rules: what Go's parser takes, and what it refuses, by promtool."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from setpoint.expressions import go_templates
from setpoint.expressions.faults import ExpressionError

if TYPE_CHECKING:
    from pathlib import Path

RIGHT = (
    "no template",
    "text }} more",
    "{{ $value }}}",
    "{{ $value | humanizePercentage }} of {{ $labels.job }}",
    '{{ printf "%.2f" $value }}%',
    "{{ if gt $value 1.0 }}x{{ else if eq $value 0.0 }}y{{ else }}z{{ end }}",
    "{{if eq 1 1}}{{$labels.a}}{{else}}b{{end}}",
    '{{ range query "up" }}{{ .Labels.instance }} {{ . | value }}{{ else }}none{{ end }}',
    '{{ range $i, $e := query "up" }}{{ $i }}{{ $e.Value }}{{ end }}',
    '{{- with $x := printf "a%s" $labels.job | query | first -}} {{ $x.Value }} {{- end }}',
    '{{ with query "x{a=\\"b\\"}" }}{{ . | first | value | humanize }}{{ end }}',
    '{{ with printf `x{a="%s"}` $labels.a | query }}{{ . | first | value }}{{ end }}',
    '{{ (query "a" | first).Value }} {{ len (query "x") | humanize }}',
    '{{ define "a" }}x{{ end }}{{ template "a" . }}',
    "{{/* a comment */}}{{- /* trimmed */ -}}",
    '{{ "{{" }} {{ `raw "text"` }}',
    "{{ -3 }}{{-3}}{{ 1e3 }} {{ 'c' }}",
    "{{ .Labels }} {{ .Value }} {{ . }} {{ $ }} {{ $externalURL }} {{ $externalLabels.a }}",
    "{{ $x := $value }}{{ $x }}",
    '{{ reReplaceAll "(.*):.*" "$1" $labels.instance | toUpper }}',
    '{{ index $labels "a" }} {{ and 1 (or 0 $value) }}',
    "",
)
CLOSED = "what opens with {{ ends with }}"
WANTED = "a function, a value"
WRONG = (
    ("{{ $value }", 10, CLOSED),
    ("{{ $labels.{{ a }} }}", 11, f"{CLOSED} before the next {{{{"),
    ("a {{ $value", 11, f"ends where {WANTED}, a text in double quotes or }}}} belongs"),
    ("{{ $value | humanise }}", 12, "templates of Prometheus have no function 'humanise'"),
    ("{{ Labels.a }}", 3, "templates of Prometheus have no function 'Labels'"),
    ("{{ $lables.a }}", 3, "the template has no variable $lables"),
    ("{{ with $v := $value }}{{ end }}{{ $v }}", 35, "the template has no variable $v"),
    ('{{ define "a" }}{{ $value }}{{ end }}', 19, "the template has no variable $value"),
    ("{{ if $value }}x", 16, "ends where {{ end }} belongs"),
    ("{{ if 1 }}a{{ end }}{{ end }}", 23, "there is nothing open that {{ end }} could close"),
    ("{{ else }}", 3, "there is no {{ if }} open that {{ else }} could belong to"),
    ("{{ break }}", 3, "there is no {{ range }} around break"),
    ("{{}}", 2, f"'}}}}' stands where {WANTED} or a text in double quotes belongs"),
    ("{{ $value | | title }}", 12, f"'|' stands where {WANTED} or a text in double quotes belongs"),
    ("{{ /* c */ }}", 3, "a comment stands close to its braces: {{/* so */}}"),
    ('{{ "a" | "b" }}', 9, '"b" is no function that what stands before | could go to'),
    ('{{ printf "a"$value }}', 13, "a blank belongs before '$value'"),
    ("{{ humanize($value) }}", 11, "a blank belongs before '('"),
    ("{{ $value * 100 }}", 10, "templates don't calculate; let the expression do it"),
    ('{{ $labels["a"] }}', 10, 'a label is read by $labels.name, or by index $labels "na-me"'),
    ("{{ $labels.a-b }}", 12, 'a label is read by $labels.name, or by index $labels "na-me"'),
    ("{{ 'a b' }}", 3, "texts stand in double quotes"),
    ('{{ "x }}', 3, "the quote that opens here is never closed"),
)


@pytest.mark.parametrize("text", RIGHT)
def test_what_prometheus_fills_in_passes(text: str) -> None:
    go_templates.check(text)


@pytest.mark.parametrize(("text", "at", "message"), WRONG)
def test_what_it_would_refuse_is_told_at_its_place(text: str, at: int, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        go_templates.check(text)
    assert (caught.value.fault.at, caught.value.fault.message) == (at, message)


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
def test_promtool_agrees(tmp_path: Path) -> None:
    texts = [*RIGHT, *(text for text, *_ in WRONG)]
    for place, text in enumerate(texts):
        rule = {"alert": "A", "expr": "up == 0", "annotations": {"note": text}}
        rules = json.dumps({"groups": [{"name": "g", "rules": [rule]}]})
        (tmp_path / f"{place}.yaml").write_text(rules)
    asked = ["promtool", "check", "rules", *(f"{place}.yaml" for place in range(len(texts)))]
    done = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=False)
    taken = re.findall(r"Checking (\d+)\.yaml\s+SUCCESS", done.stdout)
    assert tuple(texts[int(place)] for place in taken) == RIGHT
