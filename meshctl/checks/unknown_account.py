"""Every system has an account in every stage, and every account belongs to a system. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding, did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.stages import HUB, Stage


def _run(mesh: Mesh) -> Iterator[Finding]:
    systems = {system.name for system in mesh.systems}
    for stage in mesh.stages:
        if not stage.is_local:
            yield from _systems_without_account(stage, systems)
            yield from _accounts_without_system(stage, systems | {*mesh.unread})


def _systems_without_account(stage: Stage, systems: set[str]) -> Iterator[Finding]:
    for system in sorted(systems - {account.alias for account in stage.accounts}):
        message = f'the stage "{stage.name}" has no account for the system "{system}"'
        help_ = f'add it to the accounts of the stage: {system}: "123456789012"'
        yield Finding("unknown-account", stage.place, message, help=help_)


def _accounts_without_system(stage: Stage, systems: set[str]) -> Iterator[Finding]:
    for account in stage.accounts:
        if account.alias != HUB and account.alias not in systems:
            message = f'the account "{account.alias}" of the stage "{stage.name}" belongs to no system'
            yield Finding("unknown-account", account.place, message, help=did_you_mean(account.alias, systems))


UNKNOWN_ACCOUNT = Check(
    name="unknown-account",
    why="Each system runs in an account of its own in each stage; without one there is nowhere to apply it.",
    wrong={
        "mesh.yaml": """\
mesh: shop
region: eu-west-1
stages:
  dev:
    accounts: {hub: "111111111111", orders: "222222222222", paymnets: "333333333333"}
    deploy_role: MeshDeploy
    state: {bucket: shop-mesh-dev}
""",
    },
    right={
        "mesh.yaml": """\
mesh: shop
region: eu-west-1
stages:
  dev:
    accounts: {hub: "111111111111", orders: "222222222222", payments: "333333333333"}
    deploy_role: MeshDeploy
    state: {bucket: shop-mesh-dev}
""",
    },
    run=_run,
    leeway=Leeway.NONE,
)
