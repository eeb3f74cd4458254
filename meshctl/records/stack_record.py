"""What a stack was applied with last: its record, as JSON and back. Pure.

Whoever may write into the bucket may write a record. One that is not exactly what this meshctl writes is refused.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from json import dumps, loads
from typing import Any

from meshctl.errors import MeshctlError
from meshctl.model.stages import HUB
from meshctl.passes.generations import Retired, StackInputs, StackKey
from meshctl.records.shapes import INPUTS, completed, fits

VERSION = 3
_NOT_YET: Mapping[int, Mapping[str, Any]] = {1: {"fingerprint": None, "built": {}}, 2: {}}
"""What records of earlier forms do not have, and what that means."""
NO_STATE = ""
"""The ETag of a state where there is none."""
MOST_BYTES = 16 * 2**20
"""A record is about as long as a stack's inputs: 600 routes take less than a megabyte."""
_RETIRED = {"kind": str, "name": str, "until": str}
_PACKAGE = re.compile(r"packages/[^/]+\.zip")
_RESTORE = (
    "restore the version before it (the bucket keeps versions), or delete it and apply the catalogue as it was applied last: "
    "that writes it anew"
)


class RecordUnusable(MeshctlError):
    """A record that this meshctl has not written, or not so."""

    def __init__(self, key: str, what: str, hint: str = _RESTORE) -> None:
        super().__init__(f'the record "{key}" in the stage\'s bucket {what}', hint)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """With which code a stack was last found or made to be as its inputs say, and the ETag of the state of then.

    `code` is a digest over all but the inputs that decides what Terraform does. It says nothing of any other state.
    """

    code: str
    state: str


@dataclass(frozen=True, slots=True)
class StackRecord:
    """The inputs of the last pass that the stack came through, those of one begun since, and what stands retired in it.

    `fingerprint` is that of `done`, where it is known. `built` has the hash of each of its packages by the digest of the
    sources that it was built of.
    """

    key: StackKey
    done: Mapping[str, Any] | None
    begun: Mapping[str, Any] | None
    retired: tuple[Retired, ...] = ()
    fingerprint: Fingerprint | None = None
    built: Mapping[str, str] = field(default_factory=dict)


_FIELDS: Mapping[str, Any] = {
    "version": int, "meshctl": str, "mesh": str, "stage": str, "name": str, "root": str, "owner": str, "account": str,
    "done": dict | None, "begun": dict | None, "retired": list, "fingerprint": Fingerprint | None, "built": {str: str},
}  # fmt: skip


def root_of(stack: str) -> str:
    """The Terraform root of a stack, by its name."""
    return stack if stack in ("hub", "routes") else "system"


def owner_of(stack: str) -> str:
    """The system or the hub that a stack belongs to; nobody for the routes."""
    return {"hub": HUB, "routes": ""}.get(stack, stack.removeprefix("system-"))


def stack_inputs(key: StackKey, inputs: Mapping[str, Any]) -> StackInputs:
    """A stack with inputs."""
    account, name = key
    return StackInputs(name, root_of(name), owner_of(name), account, inputs)


def record_as_json(record: StackRecord, mesh: str, stage: str, meshctl: str) -> bytes:
    """The text of a record; `meshctl` is the version that writes it."""
    account, name = record.key
    said = {
        "version": VERSION, "meshctl": meshctl, "mesh": mesh, "stage": stage, "name": name, "root": root_of(name),
        "owner": owner_of(name), "account": account, "done": record.done, "begun": record.begun,
        "retired": [{"kind": one.kind, "name": one.name, "until": one.until.isoformat()} for one in record.retired],
        "fingerprint": record.fingerprint and asdict(record.fingerprint), "built": dict(record.built),
    }  # fmt: skip
    return (dumps(said, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def read_record(content: bytes, key: str, mesh: str, stage: str, stack: StackKey) -> StackRecord:
    """The record of a stack that lies at `key`.

    Raises `RecordUnusable` where it is not one, is another's, or is of another form.
    """
    said = _read(content, key)
    if not fits(said, _FIELDS):
        raise RecordUnusable(key, "is not of the form that meshctl writes")
    of = {"mesh": mesh, "stage": stage, "account": stack[0], "name": stack[1]}
    if any(said[name] != value for name, value in of.items()):
        raise RecordUnusable(key, "is that of another stack")
    if (said["root"], said["owner"]) != (root_of(stack[1]), owner_of(stack[1])):
        raise RecordUnusable(key, "names another root or owner than its stack has")
    done, begun = (one and completed(one, INPUTS[root_of(stack[1])]) for one in (said["done"], said["begun"]))
    for inputs in filter(None, (done, begun)):
        _refuse_foreign_inputs(inputs, of, key)
    fingerprint = said["fingerprint"] and Fingerprint(**said["fingerprint"])
    retired = tuple(_retired(one, stack, key) for one in said["retired"])
    return StackRecord(stack, done, begun, retired, fingerprint, said["built"])


def _read(content: bytes, key: str) -> Any:
    try:
        said = loads(content)
    except (ValueError, RecursionError):
        raise RecordUnusable(key, "is no JSON") from None
    version = said.get("version") if isinstance(said, dict) else None
    if not isinstance(version, int) or isinstance(version, bool):
        raise RecordUnusable(key, "is not of the form that meshctl writes")
    if version > VERSION:
        hint = "go on with that meshctl: who applies a stage with an older one does not know what stands"
        raise RecordUnusable(key, f"was written by a later meshctl (form {version}; this one knows {VERSION})", hint)
    if version == VERSION:
        return said
    if version not in _NOT_YET or said.keys() & _NOT_YET[version].keys():
        raise RecordUnusable(key, "is not of the form that meshctl writes")
    kept = {name: _without_role(one) if name in ("done", "begun") else one for name, one in said.items()}
    return {**kept, **_NOT_YET[version], "version": VERSION}


def _without_role(inputs: Any) -> Any:
    """Up to form 2 a stack's inputs named the role that it was applied by."""
    if not (isinstance(inputs, dict) and isinstance(inputs.get("stack"), dict)):
        return inputs
    stack = {name: one for name, one in inputs["stack"].items() if name != "deploy_role"}
    return {**inputs, "stack": stack}


def _refuse_foreign_inputs(inputs: Mapping[str, Any], of: Mapping[str, str], key: str) -> None:
    if not fits(inputs, INPUTS[root_of(of["name"])]):
        raise RecordUnusable(key, "holds inputs of another form than this meshctl's")
    if any(inputs["stack"][name] != value for name, value in of.items()):
        raise RecordUnusable(key, "holds the inputs of another stack")
    packages = (function["package"] for function in inputs.get("functions", {}).values())
    if not all(_PACKAGE.fullmatch(one) for one in packages):
        raise RecordUnusable(key, "names a package outside its stack's directory")


def _retired(said: object, stack: StackKey, key: str) -> Retired:
    if not isinstance(said, dict) or not fits(said, _RETIRED):
        raise RecordUnusable(key, "is not of the form that meshctl writes")
    try:
        until = datetime.fromisoformat(said["until"])
    except ValueError:
        raise RecordUnusable(key, "names a day that is none") from None
    if until.tzinfo is None:
        raise RecordUnusable(key, "names a time of no zone")
    return Retired(stack, said["kind"], said["name"], until)
