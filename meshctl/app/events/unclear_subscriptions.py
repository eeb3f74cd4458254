"""The subscriptions of which nobody can say whether they would get an event: their catalogue is not sound, or not built. Pure."""

from collections.abc import Iterator

from meshctl.app.tell.built_ways import BuiltWays
from meshctl.model.events import EventReference
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.stages import Stage
from meshctl.patterns import InvalidPattern, Pattern
from meshctl.results.events.simulation import UnclearSubscription
from meshctl.topology.rule_patterns import pattern_text
from meshctl.topology.staged_ways import StagedWay, staged_ways


def unclear_subscriptions(
    mesh: Mesh, stage: Stage, built: BuiltWays
) -> Iterator[tuple[Subscription, UnclearSubscription]]:
    """Each with the reason in words; none in a sound mesh that meshctl can build."""
    ways = {way.subscription.key: way for way in staged_ways(mesh, stage)}
    for subscription in mesh.subscriptions:
        unsound = _unsound(mesh, stage, subscription, ways.get(subscription.key))
        if sentence := unsound or built.obstacles.get(subscription.key, ""):
            yield subscription, UnclearSubscription(subscription.key, sentence)


def parsed_pattern(way: StagedWay) -> Pattern | None:
    """The rule's pattern; None where AWS would refuse it."""
    try:
        return Pattern.parse(pattern_text(way.pattern))
    except InvalidPattern:
        return None


def _unsound(mesh: Mesh, stage: Stage, subscription: Subscription, way: StagedWay | None) -> str:
    """What is wrong with how it wants an event."""
    reference = subscription.wants
    if not isinstance(reference, EventReference):
        return ""
    if way is None and mesh.event_of(reference):
        return f'the stage "{stage.name}" lacks an account on its way'
    if way is None and mesh.meant_by(reference):
        return f'"{reference}" is published more than once'
    if way is None:
        return f'"{reference}" is not known'
    return "" if parsed_pattern(way) else "AWS would refuse its filter"
