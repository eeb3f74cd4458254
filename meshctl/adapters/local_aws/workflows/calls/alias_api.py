"""Aliases of workflows: names under which one or two versions are started, by weight. Changes moto's classes."""

import copy
import random
from collections.abc import Sequence
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.stepfunctions.exceptions import InvalidArn, StateMachineDoesNotExist, ValidationException
from moto.stepfunctions.models import StateMachineAlias, stepfunctions_backends
from moto.stepfunctions.responses import StepFunctionResponse

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.workflows.calls.paging import page
from meshctl.adapters.local_aws.workflows.calls.version_api import aliases_of
from meshctl.adapters.local_aws.workflows.refusals import NoSuchReference, WorkflowAliasConflict

Routes = Sequence[dict[str, Any]]
"""ARNs of versions, each with its weight."""
ALL = 100
"""What the weights of an alias come to."""


def install() -> None:
    """Have aliases made and told as Step Functions does, in this process and for good."""
    answers = StepFunctionResponse
    answers.create_state_machine_alias = _create
    answers.update_state_machine_alias = _update
    answers.describe_state_machine_alias = _describe
    answers.delete_state_machine_alias = _delete
    answers.list_state_machine_aliases = _list


def find_startable(arn: Arn) -> Any | None:
    """Give what `startable` gives, or nothing."""
    try:
        return startable(stepfunctions_backends[arn.account][arn.region], arn.text)
    except (StateMachineDoesNotExist, InvalidArn):
        return None


def startable(backend: Any, arn: str) -> Any:
    """Give moto's workflow or version; for an alias the version whose turn it is, which knows by what alias it was meant.

    Raises moto's `StateMachineDoesNotExist` and `InvalidArn`.
    """
    alias = _find(backend, arn)
    if alias is None:
        return backend.describe_state_machine(arn)
    routes = alias.routing_configuration
    (route,) = random.choices(routes, [one["weight"] for one in routes])  # noqa: S311 - chance, not a secret
    version = copy.copy(backend.describe_state_machine(route["stateMachineVersionArn"]))
    version.alias = alias
    return version


def _find(backend: Any, arn: str) -> Any | None:
    of, _, name = arn.rpartition(":")
    return next((one.aliases.get(name) for one in backend.state_machines if one.arn == of), None)


def _create(response: Any) -> ActionResult:
    name, routes = response._get_param("name"), response._get_param("routingConfiguration")
    description = response._get_param("description")
    workflow = _routed_workflow(response, routes)
    made = workflow.aliases.get(name) or StateMachineAlias(name, workflow.arn, routes, description)
    if (made.routing_configuration, made.description) != (routes, description):
        raise WorkflowAliasConflict
    workflow.aliases[name] = made
    return ActionResult({"stateMachineAliasArn": made.arn, "creationDate": made.creation_date})


def _routed_workflow(response: Any, routes: Routes) -> Any:
    """The workflow whose versions routes name. How AWS says that they are of several is not known."""
    _check(routes)
    try:
        versions = [
            response.stepfunction_backend.describe_state_machine(one["stateMachineVersionArn"]) for one in routes
        ]
    except StateMachineDoesNotExist:
        raise NoSuchReference from None
    if len({one.source.arn for one in versions}) > 1:
        raise ValidationException("Routing configuration must contain versions of one state machine.")
    return versions[0].source


def _check(routes: Routes) -> None:
    arns, weights = [one["stateMachineVersionArn"] for one in routes], [one["weight"] for one in routes]
    received = f"Received: [{', '.join(arns)}]"
    if not all(arn.count(":") == 7 and arn.rpartition(":")[2].isdecimal() for arn in arns):
        raise ValidationException(f"Routing configuration must contain state machine version ARNs. {received}")
    if len(set(arns)) < len(arns):
        raise ValidationException(f"Routing configuration must contain distinct state machine version ARNs. {received}")
    if sum(weights) != ALL:
        raise ValidationException(f"Sum of routing configuration weights must equal {ALL}. Received: {weights}")


def _named(response: Any) -> Any:
    alias = _find(response.stepfunction_backend, _arn(response))
    if alias is None:
        raise NoSuchReference
    return alias


def _arn(response: Any) -> str:
    """The alias that a request names; moto judges the form of the ARN."""
    arn = str(response._get_param("stateMachineAliasArn"))
    response.stepfunction_backend._validate_machine_arn(arn)
    return arn


def _update(response: Any) -> ActionResult:
    routes, description = response._get_param("routingConfiguration"), response._get_param("description")
    if routes is None and description is None:
        raise ValidationException("You must provide at least one of routingConfiguration or description")
    alias = _named(response)
    if routes is not None:
        _routed_workflow(response, routes)
    alias.update(routing_configuration=routes, description=description)
    return ActionResult({"updateDate": alias.update_date})


def _describe(response: Any) -> ActionResult:
    alias = _named(response)
    told = {
        "stateMachineAliasArn": alias.arn,
        "name": alias.name,
        "routingConfiguration": alias.routing_configuration,
        "creationDate": alias.creation_date,
        "updateDate": alias.update_date,
    }
    return ActionResult(told | ({"description": alias.description} if alias.description else {}))


def _delete(response: Any) -> EmptyResult:
    """What is not there is deleted as well."""
    of, _, name = _arn(response).rpartition(":")
    response.stepfunction_backend.describe_state_machine(of).aliases.pop(name, None)
    return EmptyResult()


def _list(response: Any) -> ActionResult:
    """Those of a workflow, or of a version alone; the oldest first."""
    workflow = response.stepfunction_backend.describe_state_machine(response._get_param("stateMachineArn"))
    found, token = page(response, sorted(aliases_of(workflow), key=lambda one: one.creation_date))
    told = [{"stateMachineAliasArn": one.arn, "creationDate": one.creation_date} for one in found]
    return ActionResult({"stateMachineAliases": told, "nextToken": token})
