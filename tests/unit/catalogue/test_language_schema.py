"""The published JSON Schema and the reader are one language, and the schema tells an editor what each key means."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
from catalogues import SOUND
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.reading import read_catalogue
from meshctl.catalogue.shape import language

SHAPE = {"unknown-key", "missing-key", "wrong-value", "wrong-name"}
PATHS = {"mesh": "mesh.yaml", "system": "orders/system.yaml", "service": "payments/capture.yaml"}
WHOLE = jsonschema_rs.Draft202012Validator(language())
FILES = {path for path in SOUND if not path.endswith(".yaml")}
DIRECTORIES = {path.rsplit("/", depth)[0] for path in SOUND for depth in range(1, path.count("/") + 1)}

DOCUMENTS: dict[str, Any] = {
    "mesh": {
        "mesh": "shop",
        "region": "eu-west-1",
        "stages": {
            "local": {"cloud": "local"},
            "dev": {
                "accounts": {"hub": "111111111111", "orders": "222222222222", "payments": "333333333333"},
                "deploy_role": "MeshDeploy",
                "state": {"bucket": "shop-mesh-dev"},
                "protect": True,
            },
        },
        "defaults": {
            "archive": {"keep": "30d"},
            "retry": {"for": "24h", "attempts": 185},
            "function": {"runtime": "python3.12", "architecture": "arm64", "memory": "256MB", "timeout": "5s"},
            "tags": {"cost-centre": "shop"},
        },
    },
    "system": {"system": "orders", "description": "Orders.", "owner": {"team": "checkout", "contact": "us"}},
    "service": {
        "service": "capture",
        "publishes": {"Paid": {"version": 1, "schema": "lambdas/charge/handler.py", "visibility": "private"}},
        "functions": {"charge": {"source": "lambdas/charge", "handler": "handler.handle"}},
        "queues": {"letters": {"keep": "4d"}},
        "subscribes": {
            "placed": {"event": "orders/OrderPlaced", "where": {"total": [1]}, "deliver_to": {"function": "charge"}},
            "kept": {"topic": "updates", "deliver_to": {"queue": "letters"}},
        },
    },
}
WORDS = sorted(
    {"aws", "local", "shop", "Bad Name", "", "../x", "--x", "x\n", "orders/OrderPlaced.v2", "none", "5s", "é", "buffer"}
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
        for below in value.values():
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
    """What the reader finds in the shape of a document, written as JSON, which is YAML."""
    written = {path: text.encode() for path, text in SOUND.items() if path.endswith(".yaml")}
    written[PATHS[kind]] = json.dumps(document, ensure_ascii=False).encode()
    found = read_catalogue(CatalogueFiles(written, frozenset({*written, *FILES, *DIRECTORIES}))).findings
    return [finding.message for finding in found if finding.check in SHAPE]


@settings(max_examples=1000)
@given(documents())
def test_the_schema_and_the_reader_accept_and_refuse_the_same(written: tuple[str, Any]) -> None:
    kind, document = written
    assert WHOLE.is_valid(document) == (shape_findings(kind, document) == [])


@pytest.mark.parametrize("kind", sorted(DOCUMENTS))
def test_both_accept_what_is_sound(kind: str) -> None:
    assert WHOLE.is_valid(DOCUMENTS[kind])
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


def test_text_keys_without_fixed_values_have_an_example_or_a_kind_that_has() -> None:
    definitions = language()["$defs"]
    lacking = [
        path
        for path, schema in properties(definitions)
        if schema.get("type") == "string" and "enum" not in schema and not schema.get("examples")
    ]
    assert lacking == []
