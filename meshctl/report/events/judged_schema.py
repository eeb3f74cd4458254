"""What `meshctl schema` says of one file, for people and for programs. Pure."""

from collections.abc import Mapping
from dataclasses import asdict
from json import dumps, loads
from typing import Any

from meshctl.report.findings.text_and_json import findings_as_json, findings_as_text
from meshctl.report.plain import plain
from meshctl.report.plurals import counted
from meshctl.results.events.judged_schema import JudgedSchema, SchemaField

WIDEST = 60


def judged_as_text(judged: JudgedSchema, contents: Mapping[str, bytes]) -> str:
    """The findings, else that there are none; and the fields, one in a line."""
    said = findings_as_text(judged.findings, contents) or f"{plain(judged.path)} is sound, as {spoken(judged.dialect)}."
    return "\n".join([said, *(["", *_fields(judged.fields)] if judged.fields else [])])


def judged_as_json(judged: JudgedSchema) -> str:
    """`{"findings": [...], "dialect": ..., "fields": [...]}`."""
    findings = loads(findings_as_json(judged.findings))
    return dumps({**findings, "dialect": judged.dialect, "fields": [asdict(one) for one in judged.fields]}, indent=2)


def form_as_json(form: Any) -> str:
    """The schema, ready to be a file."""
    return dumps(form, indent=2, ensure_ascii=False)


def spoken(dialect: str) -> str:
    """A dialect as people call it."""
    return dialect if dialect.startswith("OpenAPI") else f"JSON Schema {dialect}"


def _fields(fields: tuple[SchemaField, ...]) -> list[str]:
    paths = [plain(one.path) for one in fields]
    width = min(max(map(len, paths)), WIDEST)
    lines = [
        f"  {path:<{width}}  {one.types}{', required' if one.required else ''}"
        for path, one in zip(paths, fields, strict=True)
    ]
    return [f"It describes {counted(len(fields), 'field')}:", *lines]
