"""What the functions of a service write to besides events: their own topics and streams, and what `sends_to` names. Pure."""

from collections.abc import Iterator, Mapping
from json import dumps

from meshctl.model.channels import Bus
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service
from meshctl.topology.lowering.lowered_ways import named_channel
from meshctl.topology.names import Names
from meshctl.topology.parts.grants import UseGrant, WriteGrant

Written = tuple[tuple[str, str, str], ...]
"""By kind and name, in order, the ARN of each channel."""


def written_by(names: Names, mesh: Mesh, service: Service) -> Written:
    """What functions of `service` write to."""
    return tuple(
        sorted(
            {
                (kind, name, named_channel(names, owner, kind, name).arn)
                for owner, kind, name in _channels(mesh, service)
            }
        )
    )


def use_grants(used: Written) -> tuple[UseGrant, ...]:
    """What a role lets do to all that is used, by the action."""
    arns: dict[str, list[str]] = {}
    for kind, _, arn in used:
        for action in filter(None, (KINDS[kind].action, KINDS[kind].action_of_several)):
            arns.setdefault(action, []).append(arn)
    return tuple(UseGrant(action, tuple(sorted(found))) for action, found in sorted(arns.items()))


def write_grants(written: Written, source: str) -> tuple[WriteGrant, ...]:
    """What the roles of functions let them do, by the action; as `source` what they put on buses."""
    own = {KINDS[Bus.kind].action: source}
    return tuple(WriteGrant(one.action, one.arns, own.get(one.action)) for one in use_grants(written))


def write_environment(written: Written) -> Mapping[str, str]:
    """What tells their code where the channels are: ARNs by kind and name, as JSON in `MESH_SENDS_TO`; nothing without any."""
    arns: dict[str, dict[str, str]] = {}
    for kind, name, arn in written:
        arns.setdefault(kind, {})[name] = arn
    return {"MESH_SENDS_TO": dumps(arns, sort_keys=True, separators=(",", ":"))} if arns else {}


def _channels(mesh: Mesh, service: Service) -> Iterator[tuple[Service, str, str]]:
    own = (one for one in service.channels if KINDS[one.kind].owner_writes and KINDS[one.kind].action)
    yield from ((service, one.kind, one.name) for one in own)
    for link in service.sends_to:
        if found := mesh.channel_of(link, service.system):
            owner, channel = found
            yield owner, channel.kind, channel.name
