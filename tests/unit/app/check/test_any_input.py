"""Whatever stands in a file of the catalogue, checking it gives findings with places inside of it and never an exception."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from unicodedata import category

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.app.check.check_catalogue import check_catalogue
from meshctl.catalogue.files import CatalogueFiles
from meshctl.model.findings import Finding
from meshctl.report.findings.text_and_json import findings_as_text
from tests.support.catalogues import SOUND

TODAY = date(2026, 11, 23)
FILES = ("mesh.yaml", "orders/system.yaml", "payments/capture.yaml", "orders/events/OrderPlaced.v1.json")
DIRECTORIES = {path.rsplit("/", depth)[0] for path in SOUND for depth in range(1, path.count("/") + 1)}
TOKENS = [
    *"-?:,[]{}#&*!|>'\"%@`\n\t\r ~0", "\n  ", "\n- ", ": ", "? ", "---\n", "...\n", "<<", "\\u", "\u2028", "\ufeff", "\x00", "\u202e",
    "%YAML 1.1\n", "!!str ", "service: ", "mesh: ", "system: ", "subscribes:\n", "deliver_to: ", "$ref", '"#/', "null", "1e999", "é",
]  # fmt: skip
YAML_ISH = st.lists(st.sampled_from(TOKENS) | st.text(max_size=3), max_size=25).map("".join)
CONTENTS = st.one_of(st.binary(max_size=80), YAML_ISH.map(lambda text: text.encode("utf-8", "replace")))
ANY_FILE = st.sampled_from(FILES)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=4),
    st.sampled_from(["orders/OrderPlaced", "../x", "5s", "1d", "999999d", "local", "hub", "#/$defs/a", "0000-00-00", "^(a+)+$", "256MB"]),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


def checked(file: str, content: bytes) -> tuple[Finding, ...]:
    """The findings of the sound catalogue with `content` in place of `file`; each stands at a place that there is."""
    contents = {path: text.encode() for path, text in SOUND.items() if not path.endswith(".py")} | {file: content}
    findings = check_catalogue(CatalogueFiles(contents, frozenset({*SOUND, *DIRECTORIES})), TODAY).findings
    for finding in findings:
        lines = contents[finding.place.file].decode("utf-8-sig", "replace").splitlines() or [""]
        assert 1 <= finding.place.line <= len(lines)
        assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1
    told = findings_as_text(findings, contents).replace("\n", "")
    assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & set(map(category, told))
    return findings


@given(ANY_FILE, CONTENTS)
@settings(max_examples=300)
def test_any_content_of_a_file_gives_findings(file: str, content: bytes) -> None:
    assert checked(file, content)


@given(ANY_FILE, CONTENTS, st.integers(0, 400), st.integers(0, 20))
@settings(max_examples=300)
def test_a_sound_file_with_anything_within_gives_findings_or_is_sound(
    file: str, content: bytes, start: int, length: int
) -> None:
    sound = SOUND[file].encode()
    checked(file, sound[:start] + content + sound[start + length :])


def nodes(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every mapping or list in `value` with each of its keys or indexes."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, below in steps:
        yield value, step
        yield from nodes(below)


@given(ANY_FILE, st.data())
@settings(max_examples=300)
def test_any_value_in_place_of_another_gives_findings_or_is_sound(file: str, data: st.DataObject) -> None:
    said = yaml.safe_load(SOUND[file])
    holder, step = data.draw(st.sampled_from(list(nodes(said))))
    holder[step] = data.draw(VALUES)
    checked(file, json.dumps(said).encode())


@pytest.mark.parametrize("file", FILES)
def test_the_sound_catalogue_has_no_findings(file: str) -> None:
    assert checked(file, SOUND[file].encode()) == ()
