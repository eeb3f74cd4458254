"""The door to datamodel-code-generator: has it make models of pydantic of a document. Decides nothing, and trusts nothing that it says.

It gets the document alone, runs in an empty directory, and sees nothing of a person's settings.
"""

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from meshctl.adapters.codegen.environment import GENERATOR
from meshctl.adapters.environments.program_environment import python_of
from meshctl.adapters.programs.run_program import run_program
from meshctl.adapters.programs.variables import Purpose
from meshctl.errors import MeshctlError

SECONDS = 120
_OPTIONS = (
    "--input-file-type=openapi",
    "--output-model-type=pydantic_v2.BaseModel",
    "--target-python-version=3.11",
    "--target-pydantic-version=2",
    "--enum-field-as-literal=all",
    "--use-field-description",
    "--use-schema-description",
    "--use-double-quotes",
    "--keep-model-order",
    "--formatters=builtin",
    "--custom-file-header=# The fields, by datamodel-code-generator.",
    "--disable-timestamp",
    "--disable-warnings",
    "--ignore-pyproject",
    "--no-allow-remote-refs",
    "--no-color",
)
# Lax numbers would take a text for one, and so an object of one class for that of another.
_STRICT = ("--strict-types", "int", "float", "bool")
# Fields may be called `model_dump_at`, of which pydantic would warn.
_SETTINGS = ("--extra-template-data", json.dumps({"#all#": {"config": {"protected_namespaces": []}}}))


def generate_models(document: dict[str, Any]) -> str:
    """The module for the schemas of an OpenAPI document. Raises `MeshctlError` where there is no generator, or no answer."""
    python = python_of(GENERATOR.find(os.environ))
    with TemporaryDirectory(prefix="meshctl-codegen-") as scratch:
        done = run_program(
            [python, "-I", "-m", "datamodel_code_generator", *_OPTIONS, *_STRICT, *_SETTINGS],
            Purpose.CODEGEN,
            seconds=SECONDS,
            question=json.dumps(document).encode(),
            directory=Path(scratch),
            more={"HOME": scratch},
            missing="build its environment anew: meshctl codegen --set-up",
            slow="do the schemas hold very many objects? say less in them, or split the service",
        )
    if done.returncode:
        raise _failure(done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode("utf-8")


def _failure(complaints: str) -> MeshctlError:
    last = (complaints.strip().splitlines() or [""])[-1]
    kind = last.partition(":")[0] if last.partition(":")[0].isidentifier() else "it gave no reason"
    return MeshctlError(f"the generator made nothing of the schemas: {kind}", "tell us, with the schemas")
