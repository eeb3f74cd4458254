"""The policies of a system's local bus and log groups are what meshctl foretells of them: what fits by its counting fits."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from meshctl.topology.system_policies import SystemPolicies, length

from .conftest import SAMPLES

pytestmark = pytest.mark.terraform


def test_the_policies_of_a_system_are_as_terraform_plans_them_and_as_long(
    resources: Callable[[str], list[dict[str, Any]]],
) -> None:
    planned = {one["type"]: one["change"]["after"] for one in resources("system")}
    foretold = SystemPolicies.of_inputs(json.loads((SAMPLES / "system.auto.tfvars.json").read_text()))
    for text, policy in (
        (planned["aws_cloudwatch_event_bus_policy"]["policy"], foretold.of_bus()),
        (planned["aws_cloudwatch_log_resource_policy"]["policy_document"], foretold.of_logs()),
    ):
        assert json.loads(text) == policy
        assert len(text) == len(text.encode()) == length(policy)
