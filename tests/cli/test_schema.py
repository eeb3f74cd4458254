"""`meshctl schema` prints the language for editors, judges the schema of an event, and converts it."""

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from meshctl.catalogue.language.shape import language
from tests.support.catalogues import write_catalogue
from tests.support.running import Done, in_process, is_a_sentence, meshctl

SHOP = Path(__file__).parents[2] / "examples" / "shop" / "catalogue"


def test_the_printed_schema_is_the_one_that_meshctl_checks_with(tmp_path: Path) -> None:
    done = meshctl(tmp_path, "schema")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out) == language()
    assert done.out.endswith("}\n")


def test_it_is_a_schema_that_accepts_the_shop() -> None:
    validator = jsonschema_rs.Draft202012Validator(json.loads(in_process("schema").out))
    files = sorted(path for path in SHOP.rglob("*.yaml") if ".meshctl" not in path.parts)
    assert len(files) > 8
    assert [path.name for path in files if not validator.is_valid(yaml.safe_load(path.read_text()))] == []


def test_it_needs_nothing_from_elsewhere() -> None:
    references = re.findall(r'"\$ref": "([^"]*)"', in_process("schema").out)
    assert references
    assert [reference for reference in references if not reference.startswith("#/$defs/")] == []


def test_the_help_says_how_editors_use_it() -> None:
    assert "#yaml-language-server:$schema=" in "".join(in_process("schema", "--help").out.split())  # it is wrapped


OBJECT = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}


def told(directory: Path, command: str, name: str, content: object, *arguments: str) -> Done:
    """What a command says of a file with this content."""
    text = content if isinstance(content, str) else json.dumps(content, indent=1)
    (directory / name).write_text(text)
    return meshctl(directory, "schema", command, name, *arguments)


def test_a_sound_schema_is_told_with_its_fields(tmp_path: Path) -> None:
    done = told(tmp_path, "check", "a.json", OBJECT)
    assert (done.code, done.err) == (0, "")
    assert done.out == "a.json is sound, as JSON Schema 2020-12.\n\nIt describes 1 field:\n  a  string, required\n"


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ({**OBJECT, "requried": ["a"]}, ["keyword-without-effect a.json:11:14"]),
        ({"order_id": "o-1"}, ["schema-without-promise a.json:1:1"]),
        ({"type": "objct"}, ["invalid-schema a.json:2:10"]),
        ("{", ["invalid-schema a.json:1:2"]),
    ],
)
def test_what_is_wrong_with_a_schema_is_told_and_fails(tmp_path: Path, content: object, shown: list[str]) -> None:
    done = told(tmp_path, "check", "a.json", content, "--format", "json")
    assert (done.code, done.shown) == (1, shown)


def test_a_schema_of_a_catalogue_is_judged_with_what_it_refers_to(tmp_path: Path) -> None:
    schema = {"$ref": "../../schemas/address.json"}
    files = {"orders/events/OrderPlaced.v1.json": json.dumps(schema), "schemas/address.json": json.dumps(OBJECT)}
    write_catalogue(tmp_path, files)
    done = meshctl(tmp_path / "orders", "schema", "check", "events/OrderPlaced.v1.json", "--format", "json")
    assert (done.code, json.loads(done.out)["fields"]) == (0, [{"path": "a", "types": "string", "required": True}])


def test_a_schema_is_converted_and_told_what_it_says_otherwise(tmp_path: Path) -> None:
    old = {"$schema": "http://json-schema.org/draft-04/schema#", "properties": {"a": {"type": "integer", "const": 1}}}
    done = told(tmp_path, "convert", "a.json", old)
    assert done.code == 0
    assert json.loads(done.out)["properties"] == {"a": {"type": "integer"}}
    assert "1.0 is no integer" in done.err and "`const` is a keyword of" in done.err


def test_what_comes_out_of_a_conversion_is_sound(tmp_path: Path) -> None:
    converted = told(tmp_path, "convert", "a.yaml", OPENAPI, "--schema", "Order")
    assert converted.code == 0
    done = told(tmp_path, "check", "b.json", converted.out)
    assert (done.code, "b  string" in done.out) == (0, True)


OPENAPI = """\
openapi: 3.0.3
info: {title: shop, version: 1.0.0}
paths: {/orders: {get: {responses: {200: {description: fine}}}}}
components:
  schemas:
    Order: {type: object, properties: {a: {$ref: '#/components/schemas/Part'}}}
    Part: {type: object, properties: {b: {type: string}}}
"""
REFUSED = {
    "which of two": ("a.yaml", OPENAPI, "of its 2 schemas"),
    "an alias": ("a.yaml", "a: &x {b: 1}\nc: *x\n", "there is an anchor here"),
    "a tag": ("a.yaml", "a: !!python/object:os.system {}\n", "there is a tag here"),
    "ever deeper": ("a.json", "[" * 100_000, "nested"),
    "deeper in YAML": ("a.yaml", "[" * 100_000, "nested more than 64 deep"),
    "much of it": ("a.json", " " * 1_000_001, "1,000,000 bytes"),
    "half a character": ("a.json", '"\\ud800"', "half a character"),
    "a circle": ("a.json", {"$ref": "#"}, "without end"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_converted_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    file, content, said = REFUSED[name]
    done = told(tmp_path, "convert", file, content)
    assert is_a_sentence(done)
    assert said in done.err


def test_a_schema_that_a_document_lacks_is_told_with_the_nearest(tmp_path: Path) -> None:
    done = told(tmp_path, "convert", "a.yaml", OPENAPI, "--schema", "Ordr")
    assert is_a_sentence(done)
    assert 'did you mean "Order"?' in done.err


def test_a_schema_may_come_in_by_standard_input(tmp_path: Path) -> None:
    done = meshctl(tmp_path, "schema", "check", "-", stdin=json.dumps(OBJECT).encode())
    assert (done.code, "string, required" in done.out) == (0, True)
