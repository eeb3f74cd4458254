"""The policy of a hub is what meshctl foretells of it, in every form: what fits by its counting fits."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from meshctl.topology.hub_policy import ACCOUNTS, ORGANIZATION, SOURCES, HubPolicy
from meshctl.topology.parts.stages import Publisher
from tests.support.terraform_runs import Terraform, succeeds

from .conftest import SAMPLES

pytestmark = pytest.mark.terraform

PUBLISHERS = {
    "orders": Publisher(("444444444444", "222222222222"), ("orders.checkout", "orders.returns")),
    "payments": Publisher(("333333333333",), ("payments.capture",)),
    "refunds": Publisher(("333333333333",), ("refunds.capture",)),
}


@pytest.mark.parametrize("organization", [None, "o-a1b2c3d4e5"])
def test_a_policy_is_as_terraform_writes_it_and_as_long(
    organization: str | None, initialised: Callable[[str], Path], unconfigured: Terraform
) -> None:
    bus = json.loads((SAMPLES / "hub.auto.tfvars.json").read_text())["bus"]
    publishers = {name: {"accounts": one.accounts, "sources": one.sources} for name, one in PUBLISHERS.items()}
    said = json.dumps(bus | {"publishers": publishers, "organization": organization})
    console = unconfigured(
        initialised("modules/hub"), "console", f"-var=bus={said}", stdin="jsonencode(local.policies)\n"
    )
    written = json.loads(json.loads(succeeds(console)))
    policy = HubPolicy(bus["arn"], PUBLISHERS, organization)
    for form in (SOURCES, ACCOUNTS, ORGANIZATION) if organization else (SOURCES, ACCOUNTS):
        assert json.loads(written[form]) == policy.document(form)
        assert len(written[form]) == len(written[form].encode()) == policy.length(form)
