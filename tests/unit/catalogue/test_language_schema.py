"""The published JSON Schema and the reader are one language, and the schema tells an editor what each key means."""

import copy
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.catalogue.documents.yaml_documents import read_document
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.language.shape import language
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.findings import Finding
from tests.support.whole_language import WHOLE, whole_files

SHAPE = {"unknown-key", "missing-key", "wrong-value", "wrong-name"}
PATHS = {"mesh": "mesh.yaml", "system": "orders/system.yaml", "service": "orders/checkout.yaml"}
EDITORS = jsonschema_rs.Draft202012Validator(language())
DEFINITIONS = language()["$defs"]


def data_of(path: str) -> Any:
    document, findings = read_document(path, WHOLE[path].encode())
    assert document is not None and findings == []
    return document.data


class Said(NamedTuple):
    """A value in a document: its key as the language declares it, its path, and its schema."""

    key: str
    path: tuple[str | int, ...]
    schema: Any


DOCUMENTS: dict[str, Any] = {kind: data_of(path) for kind, path in PATHS.items()}
WORDS = sorted(
    {
        "aws",
        "local",
        "shop",
        "Bad Name",
        "",
        "../x",
        "--x",
        "x\n",
        "orders/OrderPlaced.v2",
        "none",
        "5s",
        "é",
        "buffer",
        "OrderPlaced",
        "OrderPlaced.v3",
    }
    | {key for schema in language()["$defs"].values() for key in schema.get("properties", {})}
)
# Numbers of more than 18 digits or a three-digit exponent stay text in the reader, on purpose (documents.scalar).
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 10**17), st.floats(-1e6, 1e6).map(lambda number: round(number, 3)),
    st.sampled_from(WORDS), st.text("aZ0/-_. é€", max_size=5), st.just([]), st.just({}), st.just(["x"]), st.just({"cloud": "local"}),
)  # fmt: skip


def containers(value: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a document."""
    if isinstance(value, dict):
        yield value
    for below in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from containers(below)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, Any]:
    """A sound document of some kind with up to three things in it changed, added or taken away."""
    kind = draw(st.sampled_from(sorted(DOCUMENTS)))
    document = copy.deepcopy(DOCUMENTS[kind])
    for _ in range(draw(st.integers(0, 3))):
        chosen = draw(st.sampled_from(list(containers(document))))
        key = draw(st.sampled_from([*chosen, draw(st.sampled_from(WORDS))]))
        if draw(st.booleans()) and key in chosen:
            del chosen[key]
        else:
            chosen[key] = copy.deepcopy(draw(VALUES))
    return kind, document


def shape_findings(kind: str, document: Any) -> list[str]:
    """What the reader finds in the shape of a document alone, written as JSON, which is YAML."""
    text = json.dumps(document, ensure_ascii=False).encode()
    found = read_catalogue(CatalogueFiles({PATHS[kind]: text}, frozenset({PATHS[kind]}))).findings
    return [finding.message for finding in found if finding.check in SHAPE]


def findings_of(kind: str, document: Any) -> tuple[Finding, ...]:
    """What reading finds where a document of the whole language is another one: a line for each of its values."""
    files = whole_files()
    text = json.dumps(document, ensure_ascii=False, indent=1).encode()
    return read_catalogue(replace(files, contents={**files.contents, PATHS[kind]: text})).findings


@settings(max_examples=1000)
@given(documents())
def test_the_schema_and_the_reader_accept_and_refuse_the_same(written: tuple[str, Any]) -> None:
    kind, document = written
    assert EDITORS.is_valid(document) == (shape_findings(kind, document) == [])


@pytest.mark.parametrize("kind", sorted(DOCUMENTS))
def test_both_accept_what_is_sound(kind: str) -> None:
    assert EDITORS.is_valid(DOCUMENTS[kind])
    assert shape_findings(kind, DOCUMENTS[kind]) == []


@pytest.mark.parametrize(
    ("path", "key", "finding"),
    [
        (("stages", "dev", "accounts"), "hub", 'the key "hub" is missing here'),
        (("defaults", "tags"), "aws:tag", '"aws:tag" is no name'),
    ],
)
def test_what_a_mapping_without_fixed_keys_lacks_or_misnames_is_a_finding(
    path: tuple[str, ...], key: str, finding: str
) -> None:
    document = copy.deepcopy(DOCUMENTS["mesh"])
    changed = document
    for step in path:
        changed = changed[step]
    if key in changed:
        del changed[key]
    else:
        changed[key] = "x"
    assert shape_findings("mesh", document) == [finding]


def properties(schema: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every key of the language with its schema, wherever it is declared."""
    if isinstance(schema, dict):
        named = schema.get("properties")
        for key, value in named.items() if isinstance(named, dict) else ():
            yield f"{path}.{key}", value
        for step, below in schema.items():
            if step != "if":  # a condition declares nothing
                yield from properties(below, f"{path}.{step}")


def said(schema: Any, value: Any, at: str, path: tuple[str | int, ...] = ()) -> Iterator[Said]:
    """What the language says of a value and of all that is in it: for each key where it is declared, and its schema."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield from said(DEFINITIONS[name], value, f".{name}", path)
    if "if" in schema:
        holds = jsonschema_rs.Draft202012Validator({**schema["if"], "$defs": DEFINITIONS}).is_valid(value)
        branch = "then" if holds else "else"
        yield from said(schema[branch], value, f"{at}.{branch}", path)
    for index, item in enumerate(value if isinstance(value, list) else ()):
        yield from said(schema["items"], item, f"{at}.items", (*path, index))
    for key, below in value.items() if isinstance(value, dict) else ():
        step, meant = declared(schema, key)
        if step:
            yield Said(f"{at}.{key}" if step.startswith("properties") else "", (*path, key), meant)
            yield from said(meant, below, f"{at}.{step}", (*path, key))


def declared(schema: Any, key: str) -> tuple[str, Any]:
    """Where in a schema a key of a mapping is declared, and how."""
    if key in schema.get("properties", {}):
        return f"properties.{key}", schema["properties"][key]
    for form, meant in schema.get("patternProperties", {}).items():
        if re.search(form, key):
            return f"patternProperties.{form}", meant
    meant = schema.get("additionalProperties")
    return ("additionalProperties", meant) if isinstance(meant, dict) else ("", {})


SAID = {kind: list(said(DEFINITIONS[kind], document, f".{kind}")) for kind, document in DOCUMENTS.items()}


def test_every_key_of_the_language_occurs_in_the_documents_that_are_tried() -> None:
    occurring = {one.key for many in SAID.values() for one in many if one.key}
    assert set(dict(properties(DEFINITIONS))) == occurring


BEYOND = {"seconds": "999999d", "megabytes": "1MB", "days": "25h", "log-days": "2d"}
BOUNDED = [
    (kind, one.path, one.schema["format"]) for kind, many in SAID.items() for one in many if one.schema.get("format")
]


def test_a_value_out_of_range_is_found_wherever_a_range_is_declared() -> None:
    assert {form.split("-")[0] for _, _, form in BOUNDED} == {"seconds", "megabytes", "days", "log"}
    assert len(BOUNDED) > 50


@pytest.mark.parametrize(
    ("kind", "path", "form"), BOUNDED, ids=lambda one: ".".join(map(str, one)) if isinstance(one, tuple) else None
)
def test_what_is_out_of_range_is_found_where_it_stands(kind: str, path: tuple[str, ...], form: str) -> None:
    beyond = BEYOND[form if form in BEYOND else form.split("-", 1)[0]]
    finding, line = found_beyond(kind, path, beyond)
    assert (finding.check, finding.message) == ("out-of-range", f"{beyond} is out of range here")
    assert line[finding.place.column - 1 :].rstrip(",") == f'"{beyond}"'
    assert finding.help


def found_beyond(kind: str, path: tuple[str, ...], beyond: str | int) -> tuple[Finding, str]:
    """What is found where `beyond` stands in the place of a value that the language takes, and the line that it stands in."""
    document = copy.deepcopy(DOCUMENTS[kind])
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = beyond
    (finding,) = findings_of(kind, document)
    return finding, json.dumps(document, ensure_ascii=False, indent=1).split("\n")[finding.place.line - 1]


COUNTED = [
    (kind, one.path, one.schema["minimum"], one.schema["maximum"])
    for kind, many in SAID.items()
    for one in many
    if one.schema.get("type") == "integer"
]


def test_numbers_that_are_bounded_are_tried() -> None:
    assert len(COUNTED) > 10


@pytest.mark.parametrize(
    ("kind", "path", "least", "most"),
    COUNTED,
    ids=lambda one: ".".join(map(str, one)) if isinstance(one, tuple) else None,
)
def test_of_a_number_that_does_not_fit_it_is_said_which_do(
    kind: str, path: tuple[str, ...], least: int, most: int
) -> None:
    for beyond in (least - 1, most + 1):
        finding, line = found_beyond(kind, path, beyond)
        assert (finding.check, finding.message) == ("wrong-value", f"{beyond} does not fit here")
        assert line[finding.place.column - 1 :].rstrip(",") == str(beyond)
        assert f" From {least} to {most}." in finding.help


def test_every_key_has_a_description_of_its_own() -> None:
    keys = dict(properties(language()["$defs"]))
    assert len(keys) > 50
    assert [path for path, schema in keys.items() if not schema.get("description", "").endswith(".")] == []


def test_every_definition_has_a_description() -> None:
    assert [name for name, schema in language()["$defs"].items() if not schema.get("description")] == []


def test_every_example_is_an_instance() -> None:
    definitions = language()["$defs"]
    described = [*properties(definitions), *definitions.items()]
    examples = [(path, schema, one) for path, schema in described for one in schema.get("examples", ())]
    assert len(examples) > 40
    assert [
        (path, one)
        for path, schema, one in examples
        if not jsonschema_rs.Draft202012Validator({**schema, "$defs": definitions}).is_valid(one)
    ] == []


def tells(schema: Any) -> bool:
    """Whether an editor can show what may stand there: an example, a default, fixed values, or keys of its own."""
    named = DEFINITIONS.get(schema.get("$ref", "").rpartition("/")[2])
    shown = any(key in schema for key in ("examples", "default", "enum", "properties", "additionalProperties"))
    return shown or schema.get("type") == "boolean" or (named is not None and tells(named))


def test_every_key_shows_what_may_stand_there() -> None:
    assert [path for path, schema in properties(DEFINITIONS) if not tells(schema)] == []
