"""The guardrails over the organisation as data: who delivers, who deploys, what is guarded, who is excepted. Pure.

They say nothing of single subscriptions, so that their size does not grow with the mesh: delivery roles and what is guarded
are named by how their names begin.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from meshctl.aws_facts import name_lengths
from meshctl.model.guardrails import (
    CONTROL_PLANE,
    ORGANIZATION,
    OTHER_ACCOUNTS,
    GuardrailException,
    Guardrails,
)
from meshctl.model.mesh import Mesh
from meshctl.model.stages import HUB, Stage
from meshctl.topology import arns
from meshctl.topology.names import EVENT_LOGS, Names, start_of_names
from meshctl.topology.parts.guardrails import ExceptedPrincipals, GuardrailsPart

WHOLE_ACCOUNT = ":*"
"""How an exception ends that means all principals of its account."""
_NAMED_ALIKE = (
    arns.queue,
    arns.topic,
    arns.stream,
    arns.function,
    arns.table,
    arns.workflow,
    arns.schedule_group,
    arns.schedule,
    arns.bus,
)
_LOGS = ("/aws/lambda/", "/aws/vendedlogs/states/", EVENT_LOGS)
"""How the names of log groups begin; the name of the function, workflow or log follows."""


def lower_guardrails(mesh: Mesh, guardrails: Guardrails, today: date) -> GuardrailsPart:
    """What the guardrails need to know of all stages on AWS; exceptions that have run out are left out."""
    stages = stages_on_aws(mesh)
    return GuardrailsPart(
        organization=mesh.organization,
        delivery_roles=_each(_delivery_roles(mesh, stage) for stage in stages),
        deploy_roles=_each(arns.role("*", stage.deploy_role) for stage in stages),
        guarded=_each(_guarded(mesh, stages)),
        excepted=_excepted([one for one in guardrails.exceptions if one.holds(today)]),
        attach_to=tuple(sorted(guardrails.attach_to)),
    )


def stages_on_aws(mesh: Mesh) -> tuple[Stage, ...]:
    """The stages whose accounts the organisation can bind."""
    return tuple(stage for stage in mesh.stages if not stage.is_local)


def _delivery_roles(mesh: Mesh, stage: Stage) -> str:
    """All roles of a stage in its hub's account: nothing but routes has roles there."""
    return arns.role(Names.of(mesh, stage).accounts[HUB], f"{start_of_names(mesh.name, stage.name)}*")


def _guarded(mesh: Mesh, stages: Iterable[Stage]) -> Iterator[str]:
    start = start_of_names(mesh.name)
    yield from (arn("*", "*", f"{start}*") for arn in _NAMED_ALIKE)
    yield from (arns.log_group("*", "*", f"{beginning}{start}*") for beginning in _LOGS)
    yield arns.archive("*", "*", f"{start_of_names(mesh.name, most=name_lengths.ARCHIVE)}*")
    yield arns.rule("*", "*", f"{start}*", f"{start}*")
    for stage in stages:  # on a hub every rule, whatever it is called: it sees the events of all
        names = Names.of(mesh, stage)
        yield arns.rule("*", names.accounts[HUB], names.bus(HUB).name, "*")
    yield arns.role("*", f"{start}*")
    for stage in stages:
        yield arns.role("*", stage.deploy_role)


def _excepted(exceptions: Iterable[GuardrailException]) -> ExceptedPrincipals:
    by_guardrail: dict[str, list[str]] = {OTHER_ACCOUNTS: [], CONTROL_PLANE: [], ORGANIZATION: []}
    for one in exceptions:
        by_guardrail[one.guardrail].append(one.principal)
    return ExceptedPrincipals(
        other_accounts=_each(by_guardrail[OTHER_ACCOUNTS]),
        control_plane=_each(by_guardrail[CONTROL_PLANE]),
        organization=_each(by_guardrail[ORGANIZATION]),
        services_of=_each(arn.split(":")[4] for arn in by_guardrail[ORGANIZATION] if arn.endswith(WHOLE_ACCOUNT)),
    )


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    """Each once, in alphabetical order."""
    return tuple(sorted(set(texts)))
