"""Documents of other kinds that lie where schemas do, by the keys that they are known by. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

Document = Mapping[str, Any]
Look = tuple[str, str]
"""What it looks like, and what helps."""

_OF_AN_EVENT = "write a JSON Schema of the event's data"
_SHAPES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
_PACKAGE = {"dependencies", "devDependencies", "scripts", "main", "private", "license", "exports"}
_TERRAFORM = {"resource", "data", "module", "variable", "output", "provider", "terraform", "locals"}


def _has(*keys: str) -> Callable[[Document], bool]:
    return lambda document: all(key in document for key in keys)


def _has_components(document: Document) -> bool:
    components = document.get("components")
    return isinstance(components, dict) and isinstance(components.get("schemas"), dict)


def _is_avro(document: Document) -> bool:
    kind = document.get("type")
    return (kind in ("record", "error") and isinstance(document.get("fields"), list)) or (
        kind in ("enum", "fixed") and "name" in document
    )


def _is_geojson(document: Document) -> bool:
    kind = document.get("type")
    return kind in ("FeatureCollection", "Feature") or (
        kind in _SHAPES and ("coordinates" in document or "geometries" in document)
    )


def _is_package(document: Document) -> bool:
    return isinstance(document.get("name"), str) and "version" in document and bool(_PACKAGE & document.keys())


def _is_pattern(document: Document) -> bool:
    """An event pattern: its fields are lists, or objects of such."""
    asked = [document[key] for key in ("source", "detail-type") if key in document]
    of_detail = document.keys() <= {"account", "region", "detail"} and _are_lists(document.get("detail"))
    return of_detail or (bool(asked) and all(isinstance(one, list) for one in asked))


def _are_lists(fields: Any) -> bool:
    if not isinstance(fields, dict):
        return False
    return bool(fields) and all(isinstance(one, list) or _are_lists(one) for one in fields.values())


def _is_terraform(document: Document) -> bool:
    """Code of Terraform in JSON: resources, which are called after their provider and what they are."""
    blocks = [document[key] for key in ("resource", "data") if isinstance(document.get(key), dict)]
    kinds = [(name, one) for block in blocks for name, one in block.items()]
    are_blocks = all("_" in name and isinstance(one, dict) for name, one in kinds)
    return document.keys() <= _TERRAFORM and bool(kinds) and are_blocks


def _is_descriptor(document: Document) -> bool:
    """Types of Protocol Buffers, as `protoc` and protobuf.js write them."""
    files = document.get("file")
    nested = document.get("nested")
    return (isinstance(files, list) and any(isinstance(one, dict) and "syntax" in one for one in files)) or (
        isinstance(nested, dict) and document.keys() <= {"nested", "options"}
    )


def _is_policy(document: Document) -> bool:
    return document.get("Version") in ("2012-10-17", "2008-10-17") and "Statement" in document


def _has_a_schema_as_text(document: Document) -> bool:
    texts = [one for key in ("schema", "SchemaDefinition", "Content") if isinstance(one := document.get(key), str)]
    return any(one.lstrip().startswith("{") and ('"type"' in one or '"openapi"' in one) for one in texts)


KINDS: tuple[tuple[Callable[[Document], bool], str, str], ...] = (
    (_has("asyncapi"), "an AsyncAPI document", "take the payload's schema out of it"),
    (
        _has("openapi"),
        "an OpenAPI document without a schema of the event",
        "give it the event's schema under components/schemas",
    ),
    (_has("swagger"), "a document of Swagger 2.0", "take the event's schema out of its `definitions`"),
    (
        _has("Content", "SchemaName"),
        "what `aws schemas describe-schema` prints",
        "write the text of its `Content` into the file",
    ),
    (
        _has_a_schema_as_text,
        "the answer of a schema registry",
        "write the schema that stands in it as a text into the file",
    ),
    (_has("StartAt", "States"), "the definition of a workflow", _OF_AN_EVENT),
    (
        _has_components,
        "components of OpenAPI without a version",
        'say "openapi": "3.0.3" beside `components`',
    ),
    (_has("AWSTemplateFormatVersion"), "a template of CloudFormation", _OF_AN_EVENT),
    (_has("Transform", "Resources"), "a template of CloudFormation", _OF_AN_EVENT),
    (_has("terraform_version"), "a plan or a state of Terraform", _OF_AN_EVENT),
    (_is_terraform, "code of Terraform", _OF_AN_EVENT),
    (_has("apiVersion", "kind"), "an object of Kubernetes", _OF_AN_EVENT),
    (_is_policy, "a policy of IAM", _OF_AN_EVENT),
    (_is_descriptor, "types of Protocol Buffers", _OF_AN_EVENT),
    (_is_pattern, "an event pattern", "a pattern belongs into `where` of a subscription; " + _OF_AN_EVENT),
    (
        _has("detail-type", "detail"),
        "a whole event as EventBridge delivers it",
        "write a JSON Schema of what is in `detail`",
    ),
    (_has("specversion", "source"), "an event of CloudEvents", "write a JSON Schema of what is in `data`"),
    (_has("$jsonSchema"), "a validator of MongoDB", "take the schema out of `$jsonSchema`"),
    (_has("optionalProperties"), "a schema of JSON Type Definition", _OF_AN_EVENT),
    (_has("__schema"), "a schema of GraphQL", _OF_AN_EVENT),
    (_is_avro, "a schema of Avro", _OF_AN_EVENT),
    (_is_geojson, "a document of GeoJSON", _OF_AN_EVENT),
    (_is_package, "a package.json", _OF_AN_EVENT),
    (_has("lockfileVersion"), "a package-lock.json", _OF_AN_EVENT),
    (_has("compilerOptions"), "a tsconfig.json", _OF_AN_EVENT),
)
