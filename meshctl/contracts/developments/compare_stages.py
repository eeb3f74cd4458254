"""What became of the stages between two catalogues: who lives in another account or Region now, and whom that breaks. Pure."""

from collections.abc import Iterator, Mapping

from meshctl.contracts.developments.developments import Break, StageDevelopment, Turn
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.stages import HUB, Stage

_HELP = (
    "let nothing publish from the old one and its queues run empty first; what stands there is not taken down by itself"
)


def stages(base: Mesh, head: Mesh) -> Iterator[StageDevelopment]:
    """Stages that are new or gone, and who moves in the others; the embedded AWS is nobody's account."""
    before, after = ({stage.name: stage for stage in mesh.stages} for mesh in (base, head))
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old and new:
            yield from _moved(base, old, head, new)
        elif new:
            yield StageDevelopment(Turn.ADDED, name, f"the stage {name} is new")
        else:
            yield StageDevelopment(Turn.REMOVED, name, f"the stage {name} is gone")


def _moved(base: Mesh, old: Stage, head: Mesh, new: Stage) -> Iterator[StageDevelopment]:
    before, after = _homes(base, old), _homes(head, new)
    places = {account.alias: account.place for account in new.accounts}
    for alias in sorted(before.keys() & after.keys()):
        if before[alias] != after[alias]:
            whose = "the hub" if alias == HUB else f"the system {alias}"
            sentence = f"{whose} moves in {new.name} from {before[alias]} to {after[alias]}"
            yield StageDevelopment(Turn.MOVED, new.name, sentence, _breaks(base, alias, sentence, places[alias]))


def _homes(mesh: Mesh, stage: Stage) -> Mapping[str, str]:
    """The account and Region of the hub and of every system, in words."""
    if stage.is_local:
        return {}
    regions = {system.name: mesh.region_of(system, stage) for system in mesh.systems} | {HUB: stage.regions[0]}
    return {one.alias: f"{one.number} {regions[one.alias]}" for one in stage.accounts if one.alias in regions}


def _breaks(base: Mesh, alias: str, sentence: str, place: Place) -> tuple[Break, ...]:
    """The services that publish or receive there."""
    concerned = tuple(
        service.key
        for service in base.services
        if alias in (HUB, service.system) and (service.events or service.subscriptions)
    )
    lost = f"{sentence}: what publishes there loses the right to, and what waits in queues there is left behind"
    return (Break(lost, place, concerned, _HELP),) if concerned else ()
