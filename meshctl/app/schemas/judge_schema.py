"""Use case: what is wrong with one schema, in which dialect it is written, and what it promises."""

from dataclasses import replace
from itertools import chain, starmap

from meshctl.checks import CHECKS
from meshctl.checks.shared.schema_findings import (
    contradictions_of,
    faults_of,
    idle_keywords_of,
    silence_of,
)
from meshctl.json_schema.described_fields import described_fields
from meshctl.model.findings import Finding
from meshctl.model.schemas import Schema
from meshctl.results.events.judged_schema import JudgedSchema, SchemaField

_SEVERITIES = {check.name: check.severity for check in CHECKS}


def judge_schema(schema: Schema) -> JudgedSchema:
    """All that is found in a schema, as `meshctl check` finds it, and the fields of one that is sound."""
    found = chain(faults_of(schema), idle_keywords_of(schema), silence_of(schema), contradictions_of(schema))
    findings = tuple(sorted(map(_with_severity, found), key=lambda one: one.order))
    fields = () if schema.faults else tuple(starmap(SchemaField, described_fields(schema.data)))
    return JudgedSchema(schema.path, schema.dialect, findings, fields)


def _with_severity(finding: Finding) -> Finding:
    return replace(finding, severity=_SEVERITIES[finding.check])
