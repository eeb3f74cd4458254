"""Puts adapters and use cases together for a stage. The composition root: shows nothing, asks nobody, decides nothing."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from meshctl.adapters.atomic_files import STATE_DIRECTORY, state_directory
from meshctl.adapters.bundle_files import write_bundle
from meshctl.adapters.installation import terraform_sources
from meshctl.adapters.private.directories import find_private_directory
from meshctl.adapters.private.files import write_private
from meshctl.app.deploy.prepare import PreparedStage, prepare, stage_stacks
from meshctl.app.deploy.some_systems import stacks_of_systems
from meshctl.cli.open_catalogue import OpenedStage
from meshctl.cli.packages.of_stage import stage_packages
from meshctl.errors import LocalAwsFailed
from meshctl.plan.stacks import Stack
from meshctl.ports import EmbeddedAws

if TYPE_CHECKING:
    from meshctl.adapters.aws.stage_aws import StageAws
    from meshctl.adapters.local_aws.control import RunningServer
    from meshctl.adapters.terraform.run_logs import RunLogs
    from meshctl.adapters.terraform.runner import BundleRunner
    from meshctl.adapters.terraform.toolchain import Toolchain


def stacks_to_change(opened: OpenedStage, package_hashes: Mapping[str, str]) -> tuple[Stack, ...]:
    """The stage's stacks; where only some systems change, theirs and the shared ones."""
    stacks = stage_stacks(opened.part, opened.stage, package_hashes)
    return stacks_of_systems(opened.only, stacks) if opened.only else stacks


def prepare_stage(opened: OpenedStage) -> PreparedStage:
    """Renders the stage's bundle and writes it to its directory, whose lock the command holds."""
    prepared = prepare(opened.mesh, opened.stage, stage_packages(opened), terraform_sources())
    write_bundle(prepared.bundle, opened.bundle_directory)
    return prepared


def stage_aws(opened: OpenedStage) -> "StageAws":
    """AWS as the stage sees it, to change something there."""
    return aws_at(embedded_aws(opened), opened, opened.stage.deploy_role)


def runner_on(
    embedded: EmbeddedAws | None,
    opened: OpenedStage,
    directory: Path,
    toolchain: "Toolchain",
    role: str,
    command: str | None = None,
) -> "BundleRunner":
    """Terraform over a bundle of the stage in any directory, as a role; on an embedded AWS or, without one, on AWS.

    For a `command` of meshctl, what Terraform says is kept in the stage's logs.
    """
    from meshctl.adapters.terraform.commands import TerraformCommands
    from meshctl.adapters.terraform.environment import assuming, local_aws_environment, terraform_environment
    from meshctl.adapters.terraform.machine import stacks_at_once_here
    from meshctl.adapters.terraform.runner import BundleRunner

    environment = terraform_environment(os.environ, _cli_configuration(opened.catalogue, toolchain))
    if embedded:
        environment = local_aws_environment(environment, embedded, opened.stage.regions[0])
    commands = TerraformCommands(toolchain.terraform.path, assuming(role, environment))
    logs = _run_logs(opened, command, environment) if command else None
    is_locked = opened.stage.aws_provider.lock_file in opened.mesh.texts
    return BundleRunner(directory.resolve(), commands, stacks_at_once_here(), logs, is_locked=is_locked)


def _run_logs(opened: OpenedStage, command: str, environment: Mapping[str, str]) -> "RunLogs":
    from meshctl.adapters.terraform.run_logs import RunLogs
    from meshctl.masking.masked_text import masking
    from meshctl.report.plain import plain_lines

    masked = masking(environment)
    directory = state_directory(opened.catalogue, "logs", opened.stage.name)
    return RunLogs(directory, f"meshctl {command}", lambda text: plain_lines(masked(text)))


def local_home(catalogue: Path) -> Path:
    """Where the embedded AWS of a catalogue keeps its journal. Raises `MeshctlError` where that is not private."""
    find_private_directory(catalogue, STATE_DIRECTORY, "local")
    return catalogue / STATE_DIRECTORY / "local"


def embedded_aws(opened: OpenedStage) -> "RunningServer | None":
    """The embedded AWS of a local stage; None for a stage on AWS. Raises `LocalAwsFailed` where it does not run."""
    return running_aws(opened.catalogue) if opened.stage.is_local else None


def running_aws(catalogue: Path) -> "RunningServer":
    """The embedded AWS of a catalogue. Raises `LocalAwsFailed` where it does not run."""
    from meshctl.adapters.local_aws import control

    running = control.status(local_home(catalogue))
    if running is None:
        from meshctl.adapters.local_aws.required_libraries import require_libraries

        require_libraries()
        raise LocalAwsFailed("the embedded AWS is not running", "start it: meshctl local up")
    return running


def keeps_journal(opened: OpenedStage) -> bool:
    """Whether the catalogue's embedded AWS writes down what becomes of events: of a local stage, and of one rehearsed there."""
    from meshctl.adapters.local_aws import control

    if opened.stage.is_local:
        return True
    running = control.status(local_home(opened.catalogue))
    return running is not None and os.environ.get("AWS_ENDPOINT_URL") == running.endpoint


def aws_at(embedded: EmbeddedAws | None, opened: OpenedStage, role: str) -> "StageAws":
    """AWS as the stage sees it, as a role in its accounts: an embedded AWS or, without one, AWS."""
    from meshctl.adapters.aws.stage_aws import StageAws

    return StageAws(opened.stage.regions[0], role, embedded)


def _cli_configuration(catalogue: Path, toolchain: "Toolchain") -> Path | None:
    """Terraform's configuration, written down where it must be told of a mirror."""
    if not toolchain.cli_configuration:
        return None
    path = state_directory(catalogue) / "terraform.rc"
    write_private(path, toolchain.cli_configuration.encode())
    return path.resolve()
