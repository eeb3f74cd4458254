"""`meshctl new event --from` begins a schema with what is at hand, and keeps no value of an example."""

import json
from pathlib import Path

import pytest

from meshctl.catalogue.event_schemas import read_schema
from meshctl.json_schema.described_fields import described_fields
from tests.support.catalogues import write_catalogue
from tests.support.running import Done, check, is_a_sentence, meshctl

OBJECT = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}
ASYNC = {
    "asyncapi": "2.6.0",
    "channels": {
        "orders": {"publish": {"message": {"oneOf": [{"name": "OrderShipped", "payload": OBJECT}, {"name": "x"}]}}}
    },
}
ASYNC_3 = {
    "asyncapi": "3.0.0",
    "channels": {"orders": {"messages": {"shipped": {"$ref": "#/components/messages/OrderShipped"}}}},
    "components": {
        "messages": {
            "OrderShipped": {
                "payload": {
                    "schemaFormat": "application/schema+json;version=draft-07",
                    "schema": {"$ref": "#/components/schemas/S"},
                }
            }
        },
        "schemas": {"S": OBJECT},
    },
}
OPENAPI = {
    "openapi": "3.0.3",
    "info": {"title": "shop", "version": "1"},
    "paths": {},
    "components": {"schemas": {"OrderShipped": OBJECT, "B": {}}},
}
SWAGGER = {"swagger": "2.0", "definitions": {"OrderShipped": {"$ref": "#/definitions/S"}, "S": OBJECT}}
SOURCES = {"a schema": OBJECT, "AsyncAPI 2": ASYNC, "AsyncAPI 3": ASYNC_3, "OpenAPI": OPENAPI, "Swagger": SWAGGER, "an example": {"a": "x"}, "one on each line": '{"a": "x"}\n\n{"a": "y"}\r\n', "a whole event": {"detail-type": "x", "source": "y", "detail": {"a": "z"}}}  # fmt: skip


def from_file(directory: Path, content: object, *arguments: str, name: str = "from.json") -> Done:
    """What comes of an event that begins with a file of this content."""
    (directory.parent / name).write_text(content if isinstance(content, str) else json.dumps(content))
    source = str(directory.parent / name)
    return meshctl(
        directory, "new", "event", "orders/OrderShipped", "--service", "checkout", "--from", source, *arguments
    )


@pytest.mark.parametrize("name", SOURCES)
def test_an_event_begins_with_what_is_at_hand(tmp_path: Path, name: str) -> None:
    mesh = write_catalogue(tmp_path / "mesh")
    done = from_file(mesh, SOURCES[name])
    assert (done.code, done.err[:14]) == (0, "Of the schema:")
    written = read_schema("s.json", (mesh / "orders/events/OrderShipped.v1.json").read_bytes())
    assert written.faults + written.idle + written.silence == ()
    assert list(described_fields(written.data)) == [("a", "string", True)]
    assert {one["check"] for one in check(mesh, "json").findings} == {"orphan-event"}


def test_a_schema_stays_as_it_is_written(tmp_path: Path) -> None:
    mesh, text = (
        write_catalogue(tmp_path / "mesh"),
        '{ "type":"object", "$schema": "http://json-schema.org/draft-06/schema#",\n "required": ["a"] }',
    )
    assert from_file(mesh, text).code == 0
    assert (mesh / "orders/events/OrderShipped.v1.json").read_text() == text


def test_the_schema_of_another_name_is_named(tmp_path: Path) -> None:
    mesh = write_catalogue(tmp_path / "mesh")
    other = {**OPENAPI, "components": {"schemas": {"A": OBJECT, "B": OBJECT}}}
    assert "say which: --schema NAME" in from_file(mesh, other).err
    assert from_file(mesh, other, "--schema", "B").code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"type": "record", "name": "Order", "fields": []}, "looks like a schema of Avro"),
        ({"schema": OBJECT}, "below the key `schema`"),
        ([], "no example of the data"),
        ([1, 2], "no example of the data"),
        ("text", "this is not JSON"),
        ('{"a": 1}\n{"a": }\n', "this is not JSON"),
        ('{"a": 1}\n2\n', "this is not JSON"),
        ("{}\n" * 20_000, "this is not JSON"),
        ({"type": "strin"}, '"strin" does not fit here'),
        ({"$ref": "elsewhere.json"}, "elsewhere.json"),
        ({"asyncapi": "2.6.0", "components": {"messages": {"a": {"schemaFormat": "application/vnd.apache.avro", "payload": {}}}}}, "another language"),
        ({"asyncapi": "2.6.0"}, "has no messages"),
        ({"asyncapi": "2.6.0", "components": {"messages": {"a": {"$ref": "#/components/messages/a"}}}}, "nothing of its payload"),
    ],
)  # fmt: skip
def test_what_no_event_can_begin_with_is_refused_and_nothing_written(
    tmp_path: Path, content: object, said: str
) -> None:
    mesh = write_catalogue(tmp_path / "mesh")
    before = files_in(mesh)
    done = from_file(mesh, content)
    assert is_a_sentence(done)
    assert said in done.err
    assert files_in(mesh) == before


NEWEST = "https://json-schema.org/draft/2020-12/schema"
FORMAT = "application/schema+json;version=draft-2020-12"
PAYLOADS: list[tuple[str, dict[str, object], object]] = [
    ("the draft that a payload says itself", {"payload": {"$schema": NEWEST, "prefixItems": [True]}}, [True]),
    ("the draft of its format", {"schemaFormat": FORMAT, "payload": {"prefixItems": [True]}}, [True]),
    ("the draft of what it refers to", {"payload": {"$ref": "#/components/schemas/newest"}}, [True]),
    ("the format of what it refers to", {"payload": {"$ref": "#/components/schemas/formatted"}}, [True]),
    ("no other than AsyncAPI's own", {"payload": {"items": [True]}}, [True]),
]
SHARED = {
    "newest": {"$schema": NEWEST, "prefixItems": [True]},
    "formatted": {"schemaFormat": FORMAT, "schema": {"prefixItems": [True]}},
}


def of_message(message: object) -> dict[str, object]:
    """A document of AsyncAPI 3.0 with one message, which its channel and its operation refer to."""
    operations = {"send": {"action": "send", "messages": [{"$ref": "#/channels/orders/messages/OrderShipped"}]}}
    channels = {"orders": {"messages": {"OrderShipped": {"$ref": "#/components/messages/OrderShipped"}}}}
    components = {"messages": {"OrderShipped": message}, "schemas": SHARED}
    return {"asyncapi": "3.0.0", "channels": channels, "operations": operations, "components": components}


@pytest.mark.parametrize(("message", "first"), [one[1:] for one in PAYLOADS], ids=[one[0] for one in PAYLOADS])
def test_a_payload_is_read_in_its_own_draft(tmp_path: Path, message: object, first: object) -> None:
    mesh = write_catalogue(tmp_path / "mesh")
    assert from_file(mesh, of_message(message)).code == 0
    written = json.loads((mesh / "orders/events/OrderShipped.v1.json").read_text())
    assert written["prefixItems"] == first
    assert written.keys() <= {"$schema", "title", "description", "prefixItems"}


def test_a_payload_may_be_a_schema_of_openapi(tmp_path: Path) -> None:
    mesh = write_catalogue(tmp_path / "mesh")
    payload = {"properties": {"a": {"type": "string", "nullable": True}}}
    message = {"schemaFormat": "application/vnd.oai.openapi+json;version=3.0.3", "payload": payload}
    assert from_file(mesh, of_message(message)).code == 0
    written = json.loads((mesh / "orders/events/OrderShipped.v1.json").read_text())
    assert written["properties"] == {"a": {"type": ["string", "null"]}}


def test_schema_check_passes_over_what_a_payload_does_not_refer_to(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text(json.dumps(of_message({"payload": OBJECT})))
    done = meshctl(tmp_path, "schema", "check", "s.json")
    assert (done.code, "is sound" in done.out) == (0, True)


def test_a_schema_of_openapi_may_refer_to_parts_that_are_no_schemas(tmp_path: Path) -> None:
    mesh = write_catalogue(tmp_path / "mesh")
    shipped = {"properties": {"a": {"$ref": "#/components/parameters/A/schema"}}}
    parameters = {"A": {"name": "a", "in": "query", "schema": {"type": "string"}}}
    components = {"schemas": {"OrderShipped": shipped, "B": {}}, "parameters": parameters}
    assert from_file(mesh, {**OPENAPI, "components": components}).code == 0
    written = read_schema("s.json", (mesh / "orders/events/OrderShipped.v1.json").read_bytes())
    assert list(described_fields(written.data)) == [("a", "string", False)]


def test_what_the_new_schema_says_no_more_is_told(tmp_path: Path) -> None:
    mesh = write_catalogue(tmp_path / "mesh")
    unknown = {"openapi": "3.0.3", "components": {"schemas": {"A": {**OBJECT, "patternProperties": {"^x": OBJECT}}}}}
    assert "Otherwise than there: `patternProperties` is a keyword of" in from_file(mesh, unknown).err


def test_a_schema_may_refer_to_what_the_catalogue_has(tmp_path: Path) -> None:
    mesh = write_catalogue(tmp_path / "mesh", {"schemas/a.json": json.dumps(OBJECT)})
    assert from_file(mesh, {"$ref": "../../schemas/a.json"}).code == 0


def test_an_example_that_looks_otherwise_is_said_to_be_one(tmp_path: Path) -> None:
    mesh, point = write_catalogue(tmp_path / "mesh"), {"type": "Point", "coordinates": [1.5, 2.5]}
    assert "GeoJSON" in from_file(mesh, point).err
    assert from_file(mesh, point, "--example").code == 0


def test_no_secret_of_an_example_is_kept(tmp_path: Path) -> None:
    mesh = write_catalogue(tmp_path / "mesh")
    example = {"key": "AKIAIOSFODNN7EXAMPLE", "by_key": {"ASIAIOSFODNN7EXAMPLE": {"used": True}}}
    done = from_file(mesh, example)
    text = (mesh / "orders/events/OrderShipped.v1.json").read_text()
    assert done.code == 0 and "IOSFODNN7" not in text + done.out + done.err


def test_yaml_is_read_by_its_plain_rules(tmp_path: Path) -> None:
    mesh = write_catalogue(tmp_path / "mesh")
    assert from_file(mesh, "a: no\nb: 2026-11-26\n200: 1\n", name="from.yaml").code == 0
    properties = json.loads((mesh / "orders/events/OrderShipped.v1.json").read_text())["properties"]
    assert properties == {"a": {"type": "string"}, "b": {"type": "string", "format": "date"}}
    assert "there is an alias here" in from_file(mesh, "a: {}\nb: *x\n", name="from.yaml").err


def files_in(directory: Path) -> dict[str, bytes]:
    return {str(path.relative_to(directory)): path.read_bytes() for path in directory.rglob("*") if path.is_file()}
