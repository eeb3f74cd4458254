"""The hub's bus with the publishers of both generations, in a policy of the form that they need. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from meshctl.topology.hub_policy import HubPolicy, both, publishers_of
from meshctl.topology.parts.stages import Publisher

Bus = Mapping[str, Any]
Publishers = Mapping[str, Publisher]


def bus_of_both(old: Bus, new: Bus) -> Bus:
    """A bus that lets in whom either lets in, and whose archive is kept as long as either's.

    Of two organisations none is asked.
    """
    organization = new["organization"] if new["organization"] == old["organization"] else None
    keep_days = max(old["archive"]["keep_days"], new["archive"]["keep_days"])
    let_in = _of_both(publishers_of(old), publishers_of(new))
    return {**_letting_in(let_in, new, organization), "archive": {**new["archive"], "keep_days": keep_days}}


def bus_letting_in(bus: Bus, beside: Iterable[tuple[str, str]], new: Bus) -> Bus:
    """`bus` with the publishers of `new`, and `beside` them accounts with a source each."""
    let_in = publishers_of(new)
    for account, source in beside:
        system = source.partition(".")[0]
        let_in |= _of_both(
            {system: let_in[system]} if system in let_in else {}, {system: Publisher((account,), (source,))}
        )
    return _letting_in(let_in, bus, new["organization"])


def _of_both(old: Publishers, new: Publishers) -> dict[str, Publisher]:
    """Those of both; one that both have stays as the new ones have it, in their order."""
    return {name: new[name] if name in new and _is_all(new[name], one) else one for name, one in both(old, new).items()}


def _is_all(publisher: Publisher, one: Publisher) -> bool:
    return {*publisher.accounts} == {*one.accounts} and {*publisher.sources} == {*one.sources}


def _letting_in(publishers: Publishers, bus: Bus, organization: str | None) -> Bus:
    told = {name: {"accounts": [*one.accounts], "sources": [*one.sources]} for name, one in publishers.items()}
    form = HubPolicy(bus["arn"], publishers, organization).form
    return {**bus, "organization": organization, "publishers": told, "policy_form": form}
