"""The resources of a Terraform state, one by one. Pure. (State format 4; Terraform documents it as internal.)"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json import dumps, loads
from typing import Any

from meshctl.errors import MeshctlError

MOST_BYTES = 128 * 2**20


@dataclass(frozen=True, slots=True)
class StateResource:
    """A resource that Terraform has made: its type, its whole address, and those of its attributes that are texts."""

    type: str
    address: str
    texts: Mapping[str, str]


def state_resources(content: bytes, key: str) -> tuple[StateResource, ...]:
    """Those of the state that lies at `key`. Raises `MeshctlError` for what is no state of a form that is known."""
    try:
        return tuple(_instances(loads(content)))
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        hint = (
            "look at it with `terraform state list` in the stack's directory; the bucket keeps the versions before it"
        )
        raise MeshctlError(f'the state "{key}" in the stage\'s bucket cannot be read', hint) from None


def _instances(said: Any) -> Iterator[StateResource]:
    if said["version"] != 4:
        raise ValueError(said["version"])
    for resource in said["resources"]:
        for instance in resource["instances"] if resource["mode"] == "managed" else ():
            yield StateResource(resource["type"], _address(resource, instance), _only_texts(instance["attributes"]))


def _address(resource: Mapping[str, Any], instance: Mapping[str, Any]) -> str:
    index = f"[{dumps(instance['index_key'])}]" if "index_key" in instance else ""
    module = f"{resource['module']}." if resource.get("module") else ""
    return f"{module}{resource['type']}.{resource['name']}{index}"


def _only_texts(attributes: Mapping[str, Any]) -> Mapping[str, str]:
    return {name: value for name, value in attributes.items() if isinstance(value, str) and value}
