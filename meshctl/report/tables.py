"""Records for people: tables with aligned columns. Pure; knows no colours, and not what its records are about."""

from collections.abc import Mapping, Sequence
from json import dumps
from typing import Any

from meshctl.report.plain import plain

_GAP = "   "


def table(records: Sequence[Mapping[str, Any]]) -> str:
    """A heading of the records' keys and one line a record; numbers to the right, everything else to the left."""
    if not records:
        return ""
    keys = list(records[0])
    columns = [[_heading(key), *(_cell(record[key]) for record in records)] for key in keys]
    aligned = [
        _aligned(column, right=isinstance(records[0][key], int)) for key, column in zip(keys, columns, strict=True)
    ]
    return "\n".join(_GAP.join(cells).rstrip() for cells in zip(*aligned, strict=True))


def details(record: Mapping[str, Any]) -> str:
    """One line a key, and below them a table for each list of records; what is empty is left out."""
    lists = {key: value for key, value in record.items() if _is_table(value)}
    facts = {_heading(key): _cell(value) for key, value in record.items() if key not in lists and _cell(value)}
    width = max(map(len, facts))
    lines = [f"{name:<{width}}{_GAP}{value}" for name, value in facts.items()]
    for key, records in lists.items():
        lines += ["", f"{_heading(key)}:", *(f"  {line}" for line in table(records).splitlines())]
    return "\n".join(lines)


def _aligned(column: Sequence[str], *, right: bool) -> list[str]:
    width = max(map(len, column))
    return [cell.rjust(width) if right else cell.ljust(width) for cell in column]


def _heading(key: str) -> str:
    return key.replace("_", " ").upper()


def _cell(value: Any) -> str:
    if value is None or value == {}:
        return ""
    if isinstance(value, list):
        return ", ".join(map(_cell, value))
    return plain(dumps(value, ensure_ascii=False) if isinstance(value, Mapping) else str(value))


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
