"""A team answers for every system. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    for system in mesh.systems:
        if system.described and not system.team.strip():
            message = f'nobody answers for the system "{system.name}"'
            why = "its alarms, and the questions of those who receive its events, reach nobody"
            help_ = "name the team in system.yaml: `owner: {team: checkout, contact: checkout@shop.example}`"
            yield Finding("unowned-system", system.place, message, why, help_)


UNOWNED_SYSTEM = Check(
    name="unowned-system",
    why="A system is what one team answers for: its account, its alarms, its events and when they change. Where no owner "
    "is named, nobody is asked before an event changes, and nobody mends what does not arrive. Nothing is said of a system "
    "whose system.yaml cannot be read.",
    wrong={
        "orders/system.yaml": """\
system: orders
description: Takes and tracks customer orders.
""",
    },
    right={
        "orders/system.yaml": """\
system: orders
description: Takes and tracks customer orders.
owner: {team: checkout, contact: checkout@shop.example}
""",
    },
    run=_run,
)
