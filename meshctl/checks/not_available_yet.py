"""What the language knows but meshctl cannot build yet is said, not skipped. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.named_channels import is_foreign
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service
from meshctl.model.sources import Link
from meshctl.topology.unavailable import unavailable


def _run(mesh: Mesh) -> Iterator[Finding]:
    foreign = {link.place for service in mesh.services for link in _links(service) if is_foreign(link, service.system)}
    return _one_of_each(finding for finding in unavailable(mesh, mesh.stages) if finding.place not in foreign)


def _one_of_each(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The first finding of each kind, which says how many more there are: what can be mended shall not drown."""
    kinds: dict[str, list[Finding]] = {}
    for finding in findings:
        kinds.setdefault(finding.message.partition('"')[0], []).append(finding)
    for first, *rest in kinds.values():
        yield replace(first, message=f"{first.message} (and {len(rest)} more)") if rest else first


def _links(service: Service) -> Iterator[Link]:
    """All that it names of a system; of other systems, crosses-system-boundary tells."""
    yield from (one.wants for one in service.subscriptions if isinstance(one.wants, Link))
    yield from service.sends_to


NOT_AVAILABLE_YET = Check(
    name="not-available-yet",
    severity=Severity.NOTE,
    why="The language is ahead of what meshctl can build: webhooks, tasks and partners are checked in full, so that a team "
    "can write down what it wants, as are workflows with JSONata, which the embedded AWS cannot run; nothing is rendered "
    "while one of them is in the catalogue, because leaving it out would lose what it is for.",
    wrong={
        "orders/tracker.yaml": """\
service: tracker
webhooks:
  crm: {url: https://crm.example/orders, secret: crm-key}
subscribes:
  updates:
    event: orders/OrderPlaced
    deliver_to: {webhook: crm}
""",
    },
    right={
        "orders/tracker.yaml": """\
service: tracker
queues:
  letters: {}
subscribes:
  updates:
    event: orders/OrderPlaced
    deliver_to: {queue: letters}
""",
    },
    run=_run,
    leeway=Leeway.NONE,
)
