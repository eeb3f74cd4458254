"""Use case: a plan that is approved now and applied later: what was approved, and why that no longer holds. Pure.

No plan of Terraform's own is kept: it holds secrets, belongs to one state, and says nothing of later passes. The change is worked
out and planned anew, and has to be the approved one in all that decides about it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from json import dumps, loads
from typing import Any

from meshctl.app.deploy.plan_and_apply import Plans
from meshctl.app.deploy.stage_change import StageChange
from meshctl.errors import MeshctlError
from meshctl.records.shapes import fits
from meshctl.records.stage_code import StageCode

VERSION = 1
MOST_BYTES = 64 * 2**20
MOST_NAMED = 5
_PLAN_AGAIN = "plan again with this one: meshctl plan --stage STAGE --out DIR"


@dataclass(frozen=True, slots=True)
class ApprovedPlan:
    """What somebody has seen and said yes to.

    What was asked for: `mesh`, `stage`, `only` which systems, whether deletes are allowed, what may be lost, and whether all was
    compared with AWS. What it rests on,
    as digests (hex SHA-256): the `code` that it is made by, the `catalogue` as inputs of all stacks, and by stack how it `stands`,
    as ETags of its state and record. What it does: a digest of the inputs of all `passes`, and each `action` of the first one,
    as `STACK ADDRESS ACTION`.
    """

    mesh: str
    stage: str
    only: tuple[str, ...]
    allow_deletes: bool
    allow_loss: tuple[str, ...]
    refresh: bool
    code: str
    catalogue: str
    stands: Mapping[str, str]
    passes: str
    actions: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether it was approved that nothing is done, whatever stands."""
        return not self.passes


def empty_plan(mesh: str, stage: str) -> ApprovedPlan:
    """What is approved where none of a stage's systems is to change."""
    return ApprovedPlan(mesh, stage, (), False, (), False, "", "", {}, "", ())


def approved_plan(change: StageChange, plans: Plans, code: StageCode, allow_loss: tuple[str, ...]) -> ApprovedPlan:
    """What is approved when this change is, of which `plans` are Terraform's of the first pass."""
    wanted, standing = change.wanted, change.standing
    stacks = {*standing.states, *standing.etags}
    return ApprovedPlan(
        wanted.mesh.name,
        wanted.stage.name,
        tuple(wanted.only),
        wanted.allow_deletes,
        allow_loss,
        not wanted.code,
        _digest(dict(code.roots)),
        _digest({"/".join(key): stack.inputs for key, stack in change.new.items()}),
        {"/".join(key): f"{standing.states.get(key, '')} {standing.etags.get(key, '')}" for key in sorted(stacks)},
        _digest([_pass(one) for one in change.passes]),
        tuple(sorted(f"{one.stack} {one.address} {one.action}" for planned in plans.values() for one in planned)),
    )


def _pass(one: Any) -> list[Any]:
    after = {"/".join(key): stack.inputs for key, stack in one.after.items()}
    return [one.name, after, sorted("/".join(leaf.key) for leaf in one.leaves), one.backwards]


def refuse_stale(approved: ApprovedPlan, now: ApprovedPlan) -> None:
    """Raises `MeshctlError`, with all reasons, where what would be applied now is not what was approved."""
    if approved.mesh != now.mesh:
        hint = "name the catalogue that it is of: --catalogue PATH"
        raise MeshctlError(f'the approved plan is that of another mesh than "{now.mesh}"', hint)
    reasons = [*_reasons(approved, now)]
    if reasons:
        message = f"the approved plan no longer holds: {'; '.join(reasons)}"
        raise MeshctlError(message, f"plan again and have that approved: meshctl plan --stage {now.stage} --out DIR")


def _reasons(approved: ApprovedPlan, now: ApprovedPlan) -> Iterator[str]:
    if approved.code != now.code:
        yield "meshctl, Terraform, the provider or a module is another one than when it was planned"
    if approved.catalogue != now.catalogue:
        yield "the catalogue, or the code of a function, says something else"
    moved = sorted(one for one in {*approved.stands, *now.stands} if approved.stands.get(one) != now.stands.get(one))
    if moved:
        yield f"somebody has applied since, or has moved a state: {_listed(moved)}"
    if approved.passes != now.passes:
        yield "other steps lead there now, since the catalogue, what stands, or what is retired has changed"
    yield from _other_actions("does not do any more", {*approved.actions} - {*now.actions})
    yield from _other_actions("would do", {*now.actions} - {*approved.actions})


def _other_actions(verb: str, actions: set[str]) -> Iterator[str]:
    if actions:
        yield f"Terraform {verb}: {_listed(sorted(actions))}"


def _listed(names: list[str]) -> str:
    more = f", and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{more}"


def approved_as_json(approved: ApprovedPlan) -> bytes:
    """The text of an approved plan; nothing in it is a secret."""
    return (dumps({"version": VERSION, **asdict(approved)}, indent=1, sort_keys=True) + "\n").encode()


def read_approved(content: bytes, place: str) -> ApprovedPlan:
    """An approved plan from its text, which lies at `place`. Raises `MeshctlError` where it is none of this meshctl's."""
    try:
        said = loads(content)
    except (ValueError, RecursionError):
        said = None
    version = said.pop("version", None) if isinstance(said, dict) else None
    if type(version) is int and version != VERSION:
        message = f'"{place}" was written by another meshctl (form {version}; this one knows {VERSION})'
        raise MeshctlError(message, f"apply with the meshctl that has planned, or {_PLAN_AGAIN}")
    if version != VERSION or not fits(said, ApprovedPlan):
        raise MeshctlError(f'"{place}" is no plan that meshctl has written, or not all of one', _PLAN_AGAIN)
    fields: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in said.items()}
    return ApprovedPlan(**fields)


def _digest(data: Any) -> str:
    return sha256(dumps(data, sort_keys=True).encode()).hexdigest()
