"""The policies of a system's buses and log groups are what meshctl foretells of them: what fits by its counting fits."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from meshctl.topology.system_policies import SystemPolicies, length

from .conftest import SAMPLES

pytestmark = pytest.mark.terraform
TYPES = ("aws_cloudwatch_event_bus_policy", "aws_cloudwatch_log_resource_policy")


def test_the_policies_of_a_system_are_as_terraform_plans_them_and_as_long(
    resources: Callable[[str], list[dict[str, Any]]],
) -> None:
    planned = (one["change"]["after"] for one in resources("system") if one["type"] in TYPES)
    texts = [one.get("policy") or one["policy_document"] for one in planned]
    foretold = SystemPolicies.of_inputs(json.loads((SAMPLES / "system.auto.tfvars.json").read_text()))
    policies = [foretold.of_bus(), foretold.of_logs(), *map(foretold.of_further_bus, foretold.further)]
    assert {_sorted(json.loads(text)): len(text.encode()) for text in texts} == {
        _sorted(one): length(one) for one in policies
    }


def _sorted(policy: dict[str, Any]) -> str:
    return json.dumps(policy, sort_keys=True)
