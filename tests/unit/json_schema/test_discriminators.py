"""A `discriminator` that leads nowhere is told where it does."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.json_schema.keywords.discriminators import lost_discriminators
from meshctl.json_schema.subschemas import Path

CAT: dict[str, Any] = {"type": "object", "properties": {"kind": {"type": "string"}}}
PETS: Path = ("components", "schemas", "Pet")
NAMES = ("Cat", "Dog", "Fish_1")


def document(pet: Any, **others: Any) -> dict[str, Any]:
    schemas = dict.fromkeys(NAMES, CAT) | others | {"Pet": pet}
    return {"openapi": "3.0.3", "components": {"schemas": schemas}}


def told(pet: Any, **others: Any) -> dict[Path, str]:
    found = lost_discriminators(document(pet, **others), PETS, "OpenAPI 3.0")
    return {path[len(PETS) :]: f"{message} ({help_})" for path, message, help_ in found}


def choosing(mapping: Any) -> dict[str, Any]:
    one_of = [{"$ref": f"#/components/schemas/{name}"} for name in NAMES]
    return {"oneOf": one_of, "discriminator": {"propertyName": "kind", "mapping": mapping}}


@given(st.dictionaries(st.text(max_size=4), st.sampled_from(NAMES), max_size=3), st.booleans())
def test_what_leads_to_a_schema_is_not_told(mapping: dict[str, str], as_pointers: bool) -> None:
    pointed = {value: f"#/components/schemas/{name}" if as_pointers else name for value, name in mapping.items()}
    assert told(choosing(pointed)) == {}


@pytest.mark.parametrize(
    ("leads_to", "meant"),
    [
        ("#/components/schemas/cat", '"#/components/schemas/Cat"'),
        ("#/components/schemas/Dgo1", "let it lead to"),
        ("#/definitions/Cat", '"#/components/schemas/Cat"'),
        ("cat", '"#/components/schemas/Cat"'),
        ("Bird", "let it lead to"),
        ("#nowhere", "let it lead to"),
    ],
)
def test_a_mapping_to_nowhere_is_told_with_what_was_meant(leads_to: str, meant: str) -> None:
    (path, said), *others = told(choosing({"a": "Cat", "b": leads_to})).items()
    assert (path, others) == (("discriminator", "mapping", "b"), [])
    assert meant in said


@pytest.mark.parametrize("leads_to", ["cat.json", "../pets.json#/components/schemas/Bird", "https://x.example/Bird", 1])
def test_what_may_lie_in_another_file_is_left_open(leads_to: Any) -> None:
    assert told(choosing({"a": leads_to})) == {}


@pytest.mark.parametrize("said", ["kind", {}, {"mapping": {}}, None, ["kind"]])
def test_one_that_names_no_field_is_told(said: Any) -> None:
    assert list(told({**CAT, "discriminator": said})) == [("discriminator",)]


def test_a_field_that_is_nowhere_described_is_told() -> None:
    assert list(told({**CAT, "discriminator": {"propertyName": "knd"}})) == [("discriminator", "propertyName")]
    fish = {"type": "object", "properties": {"fins": {"type": "integer"}}}
    assert list(told(choosing({}), Dog=fish)) == [("discriminator", "propertyName")]


@pytest.mark.parametrize("of_dog", [{"allOf": [CAT]}, {"$ref": "#/components/schemas/Cat"}, {}, {"type": "object"}])
def test_a_field_that_may_be_described_elsewhere_is_not_told(of_dog: Any) -> None:
    assert told(choosing({}), Dog=of_dog) == {}


def test_a_field_may_be_called_so() -> None:
    assert told({"type": "object", "properties": {"discriminator": {"type": "string"}}}) == {}


def test_swagger_says_the_name_alone() -> None:
    swagger = {"definitions": {"Pet": {**CAT, "discriminator": "kind"}}}
    assert list(lost_discriminators(swagger, ("definitions", "Pet"), "draft-04")) == []
