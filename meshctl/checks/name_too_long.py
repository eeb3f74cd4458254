"""Names leave room for each other in what AWS takes. Pure."""

from collections.abc import Iterator, Mapping

from meshctl.aws_facts import name_lengths
from meshctl.checks.shared.check import Check
from meshctl.model.findings import Finding
from meshctl.model.kinds import spoken
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place

MOST_CHARACTERS: Mapping[str, int] = {
    "mesh": 16,
    "stage": 16,
    "system": 24,
    "service": 24,
    "event": 64,
    "subscription": 32,
    "channel": 32,
    "source": 32,
}
"""meshctl's own measure, not AWS's: joined names stay readable, and mostly whole."""


def _run(mesh: Mesh) -> Iterator[Finding]:
    for kind, called, name, place in _names(mesh):
        if len(name) > MOST_CHARACTERS[kind]:
            message = f'the {called} "{name}" has {len(name)} characters, and a {kind} may have {MOST_CHARACTERS[kind]}'
            why = f"names on AWS join mesh, stage, system, service and item within {name_lengths.NARROWEST} characters"
            yield Finding("name-too-long", place, message, why, "find a shorter word for it")


def _names(mesh: Mesh) -> Iterator[tuple[str, str, str, Place]]:
    """What kind of name each is, what its bearer is called, and the name."""
    yield "mesh", "mesh", mesh.name, mesh.place
    yield from (("stage", "stage", stage.name, stage.place) for stage in mesh.stages)
    yield from (("system", "system", system.name, system.place) for system in mesh.systems)
    for service in mesh.services:
        yield "service", "service", service.name, service.place
        yield from (("event", "event", event.name, event.place) for event in service.events)
        yield from (("channel", one.kind, one.name, one.place) for one in service.channels)
        yield from (("source", spoken(one.kind), one.name, one.place) for one in service.sources)
        yield from (("subscription", "subscription", one.name, one.place) for one in service.subscriptions)


NAME_TOO_LONG = Check(
    name="name-too-long",
    why=f"Rules, functions and roles have names of at most {name_lengths.NARROWEST} characters on AWS. meshctl shortens "
    "what does not fit with a stable hash; names within these lengths keep the result readable: "
    + ", ".join(f"{kind} {length}" for kind, length in MOST_CHARACTERS.items())
    + ".",
    wrong={
        "payments/the-service-that-captures-payments-for-orders.yaml": "service: the-service-that-captures-payments-for-orders\n",
    },
    right={
        "payments/capturing.yaml": "service: capturing\n",
    },
    run=_run,
)
