"""Commands that meshctl prints for its own and AWS's command line, run as those would: AWS's builds its options of botocore's models."""

from itertools import groupby
from shlex import split
from typing import Any

from botocore import xform_name

from .running_mesh import RunningMesh


def paste(mesh: RunningMesh, account: str, commands: str) -> None:
    """Runs all of them in an account, one after the other, in the directory of the catalogue."""
    for command in commands.split(" && "):
        program, service, operation, *options = split(command)
        if program == "meshctl":
            mesh.meshctl(service, operation, *options)
            continue
        assert program == "aws"
        client = mesh.aws(service, account)
        call = {xform_name(name, "-"): name for name in client.meta.service_model.operation_names}[operation]
        client._make_api_call(
            call, _parameters(mesh, client.meta.service_model.operation_model(call).input_shape, options)
        )


def _parameters(mesh: RunningMesh, shape: Any, options: list[str]) -> dict[str, Any]:
    names = {f"--{xform_name(name, '-')}": name for name in shape.members}
    found: dict[str, Any] = {}
    for option, values in _by_option(options):
        if option == "--region":
            continue
        name = names[option]
        found[name] = values if shape.members[name].type_name == "list" else _value(mesh, values[0])
    return found


def _value(mesh: RunningMesh, word: str) -> str | bytes:
    """What a word stands for: `fileb://` is a file in the directory in which the command is pasted."""
    return (mesh.catalogue / word.removeprefix("fileb://")).read_bytes() if word.startswith("fileb://") else word


def _by_option(options: list[str]) -> list[tuple[str, list[str]]]:
    """`--ids a b --rule c` as options with their values."""
    begun = 0
    numbered = [(begun := begun + one.startswith("--"), one) for one in options]
    groups = ([one for _, one in mine] for _, mine in groupby(numbered, lambda pair: pair[0]))
    return [(one, values) for one, *values in groups]
