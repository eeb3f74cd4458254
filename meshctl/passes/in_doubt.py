"""One generation of what may stand: of a stack in the midst of a pass, nobody knows how far it came. Pure.

A part in doubt is given the form that the new generation wants, if it may have that already, and otherwise the one that it
had before: both are sound where the other one stands still. What both forms grant and take, it grants and takes. Where a route
may have delivered until now, and does not any more in the form that it is given, is retired: nothing else would tell.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from meshctl.passes.change import PartKey
from meshctl.passes.generations import Generation, Retired, StackInputs, StandingStacks
from meshctl.passes.joined.grants import both_grants
from meshctl.passes.joined.hubs import bus_of_both
from meshctl.passes.joined.systems import OF_BOTH
from meshctl.passes.parts import delivery_part, ends_of
from meshctl.passes.pinned_events import Route, choices, joined, routes_of, scheduled_in, taken_beside
from meshctl.passes.steps.routes import delivery_of_both

Part = Mapping[str, Any]
Parts = Mapping[str, Part]
_GRANTS = {"publishes", "consumes", "invokers", "senders", "writes", "uses"}


def one_generation(standing: StandingStacks, new: Generation) -> Generation:
    """What stands, on the way to `new`."""
    both = {**standing.done, **standing.begun}
    return {
        key: _stack(standing.done.get(key), standing.begun.get(key), new.get(key)) or one for key, one in both.items()
    }


def retired_or_in_doubt(standing: StandingStacks, old: Generation, now: datetime) -> tuple[Retired, ...]:
    """What is retired, with the deliveries that a pass in doubt may have ended; `old` is the one generation of what stands."""
    in_doubt = dict(_deliveries_in_doubt(standing, old, now))
    known = (one for one in standing.retired if (one.stack, one.kind, one.name) not in in_doubt)
    return (*known, *(Retired(*part, until) for part, until in in_doubt.items()))


def _deliveries_in_doubt(
    standing: StandingStacks, old: Generation, now: datetime
) -> Iterator[tuple[PartKey, datetime]]:
    """With the days until which they may be tried again."""
    for generation in (standing.done, standing.begun):
        for stack, key, route in routes_of(generation):
            given = old[stack.key].inputs["routes"].get(key, route)
            ended = (arn for arn in ends_of(route) if route["enabled"] and arn not in ends_of(given))
            until = now + timedelta(seconds=route["retry"]["seconds"])
            yield from ((delivery_part((stack.key, key, arn)), until) for arn in ended)


def _stack(done: StackInputs | None, begun: StackInputs | None, new: StackInputs | None) -> StackInputs | None:
    if done is None or begun is None or done.inputs == begun.inputs:
        return None
    wanted = new.inputs if new else {}
    return replace(begun, inputs=_inputs(done.inputs, begun.inputs, wanted))


def _inputs(done: Part, begun: Part, new: Part) -> Part:
    if "publishers" in begun.get("bus", {}):
        return {**begun, "bus": bus_of_both(done["bus"], begun["bus"])}
    kinds = {**OF_BOTH, "routes": None}
    parts = {
        kind: _parts(done.get(kind, {}), begun[kind], new.get(kind, {}), _of_kind(kind))
        for kind in kinds
        if kind in begun
    }
    hops = {"hops": both_grants(done["hops"], begun["hops"])} if "hops" in begun else {}
    return {**begun, **hops, **parts}


def _of_kind(kind: str) -> Callable[[Part, Part, Part | None], Part]:
    if kind == "routes":
        return _route
    return lambda done, begun, new: OF_BOTH[kind](_chosen(done, begun, new), done, begun)


def _parts(
    done: Parts, begun: Parts, new: Parts, of_both: Callable[[Part, Part, Part | None], Part]
) -> dict[str, Part]:
    """What a pass began to take away goes, unless it is wanted again."""
    found = {key: of_both(one, begun[key], new.get(key)) for key, one in done.items() if key in begun}
    wanted_again = {key: one for key, one in done.items() if key not in begun and key in new}
    return {**found, **wanted_again, **{key: one for key, one in begun.items() if key not in done}}


def _chosen(done: Part, begun: Part, new: Part | None) -> Part:
    return begun if new is not None and _settings(begun) == _settings(new) else done


def _settings(part: Any) -> Any:
    """A part without its grants."""
    if not isinstance(part, Mapping):
        return part
    return {key: _settings(value) for key, value in part.items() if key not in _GRANTS}


def _route(done: Route, begun: Route, new: Route | None) -> Route:
    chosen = begun if new is not None and begun["target"]["arn"] == new["target"]["arn"] else done
    first, other = (begun, done) if new is not None and scheduled_in(begun) & scheduled_in(new) else (done, begun)
    patterns = [*choices(first), *taken_beside(first, other)]
    enabled = (done["enabled"] or begun["enabled"]) if new is not None else (done["enabled"] and begun["enabled"])
    return {**chosen, "pattern": joined(patterns), "enabled": enabled, "delivery": delivery_of_both(done, begun)}
