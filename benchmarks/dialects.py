"""How much longer `meshctl check` takes over schemas of each dialect than over the same in JSON Schema 2020-12.

    python benchmarks/dialects.py [schemas] [--runs N]

with the Python that meshctl is installed for; 500 schemas and 5 runs, if not said otherwise. One service publishes them all, each of
about ten kilobytes: twelve parts that refer to each other. Every run checks a catalogue of each dialect cold, in turn; the least
processor time of the runs counts, since noise only adds.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from check import MESH, SYSTEM, write
from compiled import COMPILED

from meshctl.json_schema.dialects.known_dialects import DRAFTS

FIRST = "2020-12"
OPENAPI = {"OpenAPI 3.0": "3.0.3", "OpenAPI 3.1": "3.1.0"}
PARTS = 12
EVENT = "  Thing{number}:\n    version: 1\n    schema: events/Thing{number}.v1.json\n    description: Thing number {number}.\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("schemas", nargs="?", type=int, default=500)
    parser.add_argument("--runs", type=int, default=5)
    wanted = parser.parse_args()
    with TemporaryDirectory() as directory:
        catalogues = {name: Path(directory) / name for name in [FIRST, *sorted({*DRAFTS, *OPENAPI} - {FIRST})]}
        for name, root in catalogues.items():
            write_catalogue(root, name, wanted.schemas)
        runs = [{name: cold(root, "check") for name, root in catalogues.items()} for _ in range(wanted.runs)]
    least = {name: min(run[name] for run in runs) for name in catalogues}
    for name, took in least.items():
        print(f"{name:<11} {took:7.3f} s   {took / least[FIRST]:5.2f} x")


def cold(catalogue: Path, *asked: str) -> float:
    """Seconds of processor time of a command that knows nothing of an earlier one, be it that it finds something wrong."""
    shutil.rmtree(catalogue / ".meshctl", ignore_errors=True)
    command = [sys.executable, "-m", "meshctl", *asked, "--catalogue", str(catalogue)]
    process = subprocess.Popen(command, env=COMPILED, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 1)
    return usage.ru_utime + usage.ru_stime


def write_catalogue(root: Path, dialect: str, schemas: int) -> None:
    """A catalogue whose only service publishes so many events of the dialect, and nothing else."""
    write(root / "mesh.yaml", MESH)
    write(root / "things" / "system.yaml", SYSTEM.format(system="things").replace("system-things", "things"))
    events = "".join(EVENT.format(number=number) for number in range(schemas))
    write(root / "things" / "store.yaml", f"service: store\ndescription: Stores things.\n\npublishes:\n{events}")
    for number in range(schemas):
        text = json.dumps((document if dialect in OPENAPI else schema)(dialect, number), indent=2)
        write(root / "things" / "events" / f"Thing{number}.v1.json", text)


def schema(dialect: str, number: int) -> dict[str, Any]:
    """One of about ten kilobytes."""
    word = "$defs" if dialect.startswith("20") else "definitions"
    return {
        "$schema": DRAFTS[dialect].metaschema,
        "title": f"Thing{number}",
        "type": "object",
        "required": ["field_0"],
        "properties": {f"field_{one}": {"$ref": f"#/{word}/part_{one}"} for one in range(PARTS)},
        word: {f"part_{one}": part(f"#/{word}/part_{(one + 1) % PARTS}") for one in range(PARTS)},
    }


def document(dialect: str, number: int) -> dict[str, Any]:
    """The same in a document of OpenAPI, which has its title."""
    title, said = f"Thing{number}", json.dumps(schema(FIRST, number)).replace("#/$defs/", "#/components/schemas/")
    whole = json.loads(said)
    parts = whole.pop("$defs")
    whole.pop("$schema")
    info = {"title": title, "version": "1"}
    return {"openapi": OPENAPI[dialect], "info": info, "paths": {}, "components": {"schemas": {title: whole, **parts}}}


def part(next_: str) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["name"],
        "additionalProperties": False,
        "properties": {
            "name": {"type": "string", "maxLength": 40, "pattern": "^[A-Z]{2}[0-9]+$"},
            "count": {"type": "integer", "minimum": 0, "description": "How many of them there are."},
            "tags": {"type": "array", "items": {"type": "string"}},
            "state": {"enum": ["new", "paid", "sent"]},
            "address": {"type": "object", "properties": {"city": {"type": "string"}}},
            "next": {"$ref": next_},
        },
    }


if __name__ == "__main__":
    main()
