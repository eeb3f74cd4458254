"""What `meshctl schema` has to say of one file. Values only."""

from dataclasses import dataclass
from typing import Any

from meshctl.model.findings import Finding


@dataclass(frozen=True, slots=True)
class SchemaField:
    """A field by its path (`lines[].sku`), its types in words, and whether it is always there where the object around it is."""

    path: str
    types: str
    required: bool


@dataclass(frozen=True, slots=True)
class JudgedSchema:
    """A schema with what is wrong with it, the dialect it is written in, and the fields that it describes."""

    path: str
    dialect: str
    findings: tuple[Finding, ...]
    fields: tuple[SchemaField, ...]


@dataclass(frozen=True, slots=True)
class ConvertedSchema:
    """A schema as JSON Schema 2020-12; `otherwise` tells what of its file is not in it, or means something else there."""

    form: Any
    otherwise: tuple[str, ...]
