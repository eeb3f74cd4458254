"""A command that meshctl prints for AWS's own command line, run as that would: it builds its options of botocore's models likewise."""

from itertools import groupby
from shlex import split
from typing import Any

from botocore import xform_name

from .running_mesh import RunningMesh


def paste(mesh: RunningMesh, account: str, commands: str) -> None:
    """Runs all of them in an account, one after the other."""
    for command in commands.split(" && "):
        program, service, operation, *options = split(command)
        assert program == "aws"
        client = mesh.aws(service, account)
        call = {xform_name(name, "-"): name for name in client.meta.service_model.operation_names}[operation]
        client._make_api_call(call, _parameters(client.meta.service_model.operation_model(call).input_shape, options))


def _parameters(shape: Any, options: list[str]) -> dict[str, Any]:
    names = {f"--{xform_name(name, '-')}": name for name in shape.members}
    found: dict[str, Any] = {}
    for option, values in _by_option(options):
        if option == "--region":
            continue
        name = names[option]
        found[name] = values if shape.members[name].type_name == "list" else values[0]
    return found


def _by_option(options: list[str]) -> list[tuple[str, list[str]]]:
    """`--ids a b --rule c` as options with their values."""
    begun = 0
    numbered = [(begun := begun + one.startswith("--"), one) for one in options]
    groups = ([one for _, one in mine] for _, mine in groupby(numbered, lambda pair: pair[0]))
    return [(one, values) for one, *values in groups]
