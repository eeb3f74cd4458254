"""Where values stand in JSON, however large the file."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from meshctl.catalogue.documents.json_places import JsonPlaces
from meshctl.catalogue.documents.yaml_documents import Document, read_document
from meshctl.catalogue.event_schemas import read_schema
from meshctl.model.places import Place

NAMES = st.text('ab"\\ {}[]:,é', max_size=4)
VALUES = st.recursive(
    NAMES | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=12,
)


def paths_in(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for step, one in inside for found in paths_in(one, (*path, step)))]


@given(VALUES, st.sampled_from([None, 1, 4]), st.booleans())
def test_a_value_is_found_where_yaml_has_it(value: Any, indent: int | None, ascii_only: bool) -> None:
    value = {"all": value}
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    document, _ = read_document("f.json", text.encode())
    assert isinstance(document, Document)
    places = JsonPlaces("f.json", text)
    for path in paths_in(value):
        assert places.place(*path) == document.place(*path)
        assert places.place(*path, "nowhere") == document.place(*path)


def test_what_only_json_can_say_has_a_place_too() -> None:
    places = JsonPlaces("f.json", '{\r\n\t"\\ud83d\\ude00": "\\/",\r\n\t"b": [1, 12]}')
    assert places.place("😀") == Place("f.json", 2, 18, 4)
    assert places.place("b", 1) == Place("f.json", 3, 11, 2)


def test_a_slip_in_a_schema_of_nearly_a_megabyte_has_its_line() -> None:
    fields = {f"field_{number}": {"type": "string", "description": "x" * 400} for number in range(1_900)}
    schema = {"type": "object", "properties": {**fields, "last": {"typ": "string"}}}
    content = json.dumps(schema, indent=1).encode()
    assert len(content) > 800_000
    (idle,) = read_schema("f.json", content).idle
    assert idle.place.line == content[: content.index(b'"typ"')].count(b"\n") + 1


def test_what_is_too_deep_to_be_gone_through_has_the_place_around_it() -> None:
    text = '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}"
    assert JsonPlaces("f.json", text).place("a", 0, 0).line == 1
