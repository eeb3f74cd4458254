"""What of that which Terraform would create exists already, and is the stack's own. Pure.

A resource is a stack's own if it carries the tags that the stack's root puts on all it makes: mesh, stage and stack. What
cannot carry any (a target, a permission, a policy) hangs on one that can, and is found by its name alone: that one is in
the stack's state, or is taken in with it, or is refused.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from json import dumps
from re import compile as pattern

from meshctl.adoption.import_ids import IMPORT_IDS, import_id
from meshctl.adoption.planned_creates import PlannedResource
from meshctl.errors import MeshctlError

MOST_NAMED = 5
_KEY = r'(\["[^"$%{}\\]+"\]|\[\d+\])?'
_ADDRESS = pattern(rf"(module\.[a-z_]+{_KEY}\.)*[a-z_]+\.[a-z_]+{_KEY}")


@dataclass(frozen=True, slots=True)
class ExistingResource:
    """What AWS tells of a resource: its tags, None for one that can carry none, and the id that AWS gave it, if it did."""

    tags: Mapping[str, str] | None
    made_id: str = ""


@dataclass(frozen=True, slots=True)
class StackPlace:
    """Where a stack stands, and the tags of all that it makes."""

    account: str
    region: str
    tags: Mapping[str, str]


def own_resources(
    creates: Collection[PlannedResource], existing: Mapping[str, ExistingResource], place: StackPlace
) -> Mapping[str, str]:
    """The import ids of what exists and is the stack's own, by address; `existing` is what AWS told, by address as well.

    Raises `MeshctlError` where something of that name exists that is not.
    """
    found = [(one, existing[one.address]) for one in _ordered(creates) if one.address in existing]
    foreign = [one for one, told in found if told.tags is not None and not place.tags.items() <= told.tags.items()]
    if foreign:
        raise _refusal(foreign, place)
    return {one.address: import_id(one, place.account, place.region, told.made_id) for one, told in found}


def import_file(ids: Mapping[str, str]) -> bytes:
    """The import blocks of a stack, as a file that Terraform evaluates: ids as `own_resources` gives them.

    Raises `MeshctlError` for an address that would be more than one.
    """
    for address in ids:
        if not _ADDRESS.fullmatch(address):
            raise MeshctlError(
                "Terraform named a resource in a way that is not known", "is the catalogue's key in it sound?"
            )
    return dumps({"import": [{"to": address, "id": one} for address, one in ids.items()]}, indent=2).encode()


def _ordered(creates: Collection[PlannedResource]) -> Iterator[PlannedResource]:
    return iter(sorted(creates, key=lambda one: one.address))


def _refusal(foreign: Collection[PlannedResource], place: StackPlace) -> MeshctlError:
    named = [_named(one) for one in foreign]
    more = f", and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    tags = ", ".join(f"{key}={value}" for key, value in place.tags.items())
    return MeshctlError(
        f"in account {place.account} there is already {', '.join(named[:MOST_NAMED])}{more}, without the tags {tags}",
        "if it is somebody else's, delete or rename it; if this stack made it, give it these tags; then run the command again",
    )


def _named(create: PlannedResource) -> str:
    known = IMPORT_IDS[create.type]
    return f'the {known.noun} "{create.values.get(known.named_by, "")}"'
