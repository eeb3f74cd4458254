"""Models that the real generator makes: any event that a schema allows goes through its class and comes out the same."""

import ast
import json
import keyword
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from meshctl.adapters.codegen.environment import GENERATOR
from meshctl.adapters.environments.program_environment import python_of
from meshctl.codegen.python_events import python_events, python_models
from tests.docs.documents import ROOT
from tests.unit.codegen.samples import EVIL, classes_of, evil_schemas, models_of, round_trips, type_checked
from tests.unit.contracts.small_worlds import EVENTS, SCHEMAS, valid

pytestmark = pytest.mark.pip
a_few = settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],  # to make an example smaller takes hundreds of runs
)
AT_ONCE = 25
"""Events of one service: the generator takes seconds to start."""
ALLOWED_CALLS = {"Field", "ConfigDict", "model_rebuild"}
BUILT_IN = [
    "int",
    "float",
    "bool",
    "set",
    "tuple",
    "type",
    "object",
    "print",
    "property",
    "classmethod",
    "super",
    "bytes",
    "Ellipsis",
    "Exception",
]
OF_MODELS = [
    "model_fields",
    "model_extra",
    "model_validate",
    "model_dump_json",
    "model_rebuild",
    "copy",
    "json",
    "schema",
    "dict_",
    "validate",
    "construct",
    "parse_obj",
    "fields",
    "root",
    "cls",
    "annotations",
    "Optional",
    "Union",
    "StrictInt",
    "StrictFloat",
    "StrictBool",
    "ConfigDict",
    "Placed0V1",
    "datetime",
]
NAMES = [*dict.fromkeys([*EVIL, *OF_MODELS, *keyword.kwlist, *keyword.softkwlist, *BUILT_IN])]
EVERY_NAME = {
    "type": "object",
    "properties": {name: {"type": "string"} for name in NAMES},
    "additionalProperties": False,
}
KINDS: list[tuple[Any, Any]] = [
    ({"type": "array", "items": {"type": "string"}}, ["a"]),
    ({"type": "object", "additionalProperties": {"type": "integer"}}, {"a": 1}),
    ({"type": "object", "required": ["a"], "properties": {"a": {"type": "number"}}}, {"a": 1.5}),
    ({"enum": ["a", "b", None]}, None),
    ({"type": ["boolean", "integer"]}, True),
    ({}, [{"a": None}]),
]


def as_json(value: Any) -> str:
    """Its text: `1` is not `true` there."""
    return json.dumps(value, sort_keys=True)


def through_the_models(schemas: list[Any], examples: list[tuple[int, Any]]) -> list[Any]:
    classes = classes_of(*schemas)
    named = [(classes[at].name, data) for at, data in examples]
    with TemporaryDirectory() as directory:
        return round_trips(models_of(classes), named, Path(directory))


@a_few
@given(st.lists(SCHEMAS, min_size=AT_ONCE, max_size=AT_ONCE))
def test_what_a_schema_allows_comes_out_as_it_went_in(schemas: list[Any]) -> None:
    judges = [valid(schema) for schema in schemas]
    examples = [(at, data) for at, judge in enumerate(judges) for data in EVENTS[at::17] if judge.is_valid(data)]
    done = zip(examples, through_the_models(schemas, examples), strict=True)
    assert [(schemas[at], data, came) for (at, data), came in done if as_json(data) != as_json(came)] == []


def test_a_field_may_have_any_name_whatever_it_is() -> None:
    schemas = [EVERY_NAME, *({"properties": dict.fromkeys(NAMES, kind), "required": NAMES} for kind, _ in KINDS)]
    data = [dict.fromkeys(NAMES, value) for value in ("x", *(value for _, value in KINDS))]
    assert through_the_models(schemas, [*enumerate(data)]) == data


def test_an_object_within_itself_comes_out_as_it_went_in() -> None:
    tree = {"type": "object", "required": ["name"], "additionalProperties": False, "properties": {
        "name": {"type": "string"}, "below": {"type": "array", "items": {"$ref": "#"}}}}  # fmt: skip
    data = {"name": "a", "below": [{"name": "b", "below": []}, {"name": "c"}]}
    assert through_the_models([tree], [(0, data)]) == [data]


def test_an_object_is_read_as_the_class_that_it_fits() -> None:
    one, other = (
        {"type": "object", "required": ["id"], "properties": {"id": {"type": kind}, "n": {}}}
        for kind in ("integer", "string")
    )
    data = {"x": {"id": "5", "n": 1}}
    assert through_the_models([{"properties": {"x": {"anyOf": [one, other]}}}], [(0, data)]) == [data]


@settings(a_few, max_examples=1)
@given(st.lists(SCHEMAS, min_size=AT_ONCE, max_size=AT_ONCE))
def test_models_type_check(schemas: list[Any]) -> None:
    models = models_of(
        classes_of(EVERY_NAME, *({"properties": dict.fromkeys(NAMES, kind)} for kind, _ in KINDS), *schemas)
    )
    with TemporaryDirectory() as directory:
        assert type_checked(models, Path(directory)).splitlines() == ["Success: no issues found in 1 source file"]


@a_few
@given(st.lists(evil_schemas, min_size=5, max_size=6))
@example([EVERY_NAME])
def test_whatever_a_schema_holds_models_call_nothing_of_it(schemas: list[Any]) -> None:
    calls = [one.func for one in ast.walk(ast.parse(models_of(classes_of(*schemas)))) if isinstance(one, ast.Call)]
    called = {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "?") for one in calls}
    assert {name.removesuffix("_aliased") for name in called} <= ALLOWED_CALLS


def test_the_same_schemas_give_the_same_models() -> None:
    assert models_of(classes_of(EVERY_NAME, True)) == models_of(classes_of(EVERY_NAME, True))


def test_a_field_whose_name_is_one_in_python_keeps_it_whatever_stands_before_it() -> None:
    names = ["a-b", "a b", "a_b", "class", "class_", "é-b", "é_b"]
    models = models_of(classes_of({"properties": {name: {"type": "string"} for name in names}}))
    fields = {node.target.id: node for node in ast.walk(ast.parse(models)) if isinstance(node, ast.AnnAssign)}
    assert [name for name in ("a_b", "class_", "é_b") if "alias" in ast.unparse(fields[name])] == []


def test_objects_within_an_event_are_read_by_the_class_that_functions_import(tmp_path: Path) -> None:
    line = {"type": "object", "properties": {"price": {"type": "object", "properties": {"euros": {"type": "integer"}}}}}
    events = classes_of({"type": "object", "properties": {"lines": {"type": "array", "items": line}}})
    package, data = tmp_path / "mesh_events", '{"lines":[{"price":{"euros":5}}]}'
    package.mkdir()
    (package / "__init__.py").write_text(python_events("orders/checkout", events))
    (package / "models.py").write_text(python_models(models_of(events), events))
    read = "import sys, mesh_events as e; print(e.Placed0V1.model_validate_json(sys.argv[1]).model_dump_json())"
    path = f"{tmp_path}:{ROOT / 'lambdas'}"
    python = python_of(GENERATOR.find(os.environ))
    done = subprocess.run(
        [python, "-c", read, data], check=False, capture_output=True, text=True, env={"PYTHONPATH": path}
    )
    assert (done.stdout.strip(), done.returncode) == (data, 0), done.stderr
