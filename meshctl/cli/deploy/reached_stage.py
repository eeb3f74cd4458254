"""A stage whose AWS answers, and what planning and applying it acts upon. Composes; shows nothing and asks nobody."""

import os
import pwd
import socket
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from threading import Event
from uuid import uuid4

import click

from meshctl import __version__
from meshctl.adapters.bundle_files import write_bundle
from meshctl.adapters.bundle_lock import bundle_id
from meshctl.adapters.installation import terraform_sources
from meshctl.adapters.local_aws.control import RunningServer
from meshctl.adapters.local_aws.operating.asking import read_clock
from meshctl.adapters.stage_files import kept_records_file
from meshctl.adapters.terraform.toolchain import Toolchain, find_toolchain
from meshctl.app.adopt.adoption_runner import AdoptionRunner
from meshctl.app.adopt.stacks_in_doubt import stacks_in_doubt
from meshctl.app.deploy.retired_parts import look_at_retired
from meshctl.app.deploy.run_passes import StageWork
from meshctl.app.deploy.stage_change import StagePass
from meshctl.app.deploy.stage_records import StageRecords
from meshctl.app.deploy.standing import StandingStage, read_standing
from meshctl.cli.open_catalogue import OpenedStage
from meshctl.cli.tell_environment import tell_environment
from meshctl.cli.wiring import aws_at, embedded_aws, runner_on
from meshctl.passes.generations import Generation, Retired
from meshctl.ports import MessageCounter, ResourceFinder, ResourceLister, StageBucket, Tell
from meshctl.records.stage_code import StageCode
from meshctl.records.state_lock import StateLockHolder
from meshctl.render import render_bundle
from meshctl.render.root_code import root_code
from meshctl.retirement.outlook import RetiredOutlook

Zips = Callable[[Collection[str]], Mapping[str, bytes]]
"""Gives the zips of functions by `system/service/function`. Raises `PackagingFailed`."""


@dataclass(frozen=True, slots=True)
class ReachedStage:
    """An opened stage whose bundle is held, Terraform, the role that both assume in its accounts, its embedded AWS if it has one,
    its bucket, the same again for signs of life, as whom states are held, what stands of it, who counts messages, who finds
    resources, and who lists what hangs on them."""

    opened: OpenedStage
    toolchain: Toolchain
    role: str
    embedded: RunningServer | None
    bucket: StageBucket
    heartbeats: Callable[[], StageBucket]
    holder: StateLockHolder
    standing: StandingStage
    counter: MessageCounter
    finder: ResourceFinder
    lister: ResourceLister

    def now(self) -> datetime:
        """The stage's time, as a record has it: that of its embedded AWS, or this machine's. Raises `LocalAwsFailed`."""
        return now(self.embedded)

    def wait(self, seconds: int, stop: Event) -> None:
        """Waits so many seconds of the stage, or until somebody says stop."""
        stop.wait(seconds / self.embedded.speed if self.embedded else seconds)


def told_toolchain(opened: OpenedStage, tell: Tell) -> Toolchain:
    """Terraform; tells which one it is, and what of the environment counts for the stage. Raises `TerraformMissing`."""
    provider = opened.stage.aws_provider
    toolchain = find_toolchain(os.environ, provider.number)
    tell("meshctl", toolchain.words)
    if not opened.stage.is_local and provider.lock_file not in opened.mesh.texts:
        tell(
            "meshctl",
            f"{provider.lock_file} is missing: by which hashes the provider is known, nobody says; `meshctl provider lock`",
        )
    tell_environment(tell, is_local=opened.stage.is_local)
    return toolchain


def reach_stage(opened: OpenedStage, toolchain: Toolchain, *, changes: bool) -> ReachedStage:
    """Looks into the stage's bucket for what stands; a local stage has its bucket made. Raises `MeshctlError`.

    Its accounts are reached by the deploy role where something changes there, else by the plan role.
    """
    role = opened.stage.deploy_role if changes else opened.stage.plan_role
    embedded = embedded_aws(opened)
    aws = aws_at(embedded, opened, role)
    if embedded:
        aws.ensure_bucket(opened.stage.state_bucket)
    bucket = aws.bucket(opened.stage.state_bucket)
    heartbeats = partial(aws.bucket, opened.stage.state_bucket, impatient=True)
    kept = kept_records_file(opened.catalogue, opened.stage.name)
    standing = read_standing(bucket, opened.mesh, opened.stage, kept)
    holder = StateLockHolder(str(uuid4()), _this_user(), bundle_id(opened.bundle_directory), datetime.now(UTC))
    return ReachedStage(opened, toolchain, role, embedded, bucket, heartbeats, holder, standing, aws, aws, aws)


def _this_user() -> str:
    """As Terraform writes it into a lock."""
    return f"{pwd.getpwuid(os.getuid()).pw_name}@{socket.gethostname()}"


def code_of_roots(opened: OpenedStage, toolchain: Toolchain) -> Mapping[str, str]:
    """What Terraform would run, as a digest by root: the version of its provider counts, and by which hashes it is known."""
    lock = opened.mesh.texts.get(opened.stage.aws_provider.lock_file, b"").hex()
    return root_code(terraform_sources(), __version__, toolchain.terraform.version, toolchain.provider_version, lock)


def stage_work(
    reached: ReachedStage, zips: Zips, code: StageCode, tell: Tell, given_up: Collection[str] = ()
) -> StageWork:
    """What planning and applying a stage acts upon; `zips` gives those of functions, and `code` is what all is made by.

    `given_up` are names of retired parts, services or systems whose messages may be lost.
    """
    opened = reached.opened
    mesh, stage = opened.mesh, opened.stage
    records = StageRecords(
        reached.bucket, mesh.name, stage.name, reached.standing, meshctl=__version__, holder=reached.holder, code=code
    )

    def write(one: StagePass) -> None:
        stacks = (*one.stacks, *one.leaves)
        needed = [key for stack in stacks for key in stack.packages.values()]
        bundle = render_bundle(mesh, stage, stacks, terraform_sources(), zips(needed), records.elsewhere)
        write_bundle(bundle, opened.bundle_directory)

    def look(parts: Iterable[Retired], stacks: Generation) -> tuple[RetiredOutlook, ...]:
        return look_at_retired(parts, stacks, reached.counter, reached.now(), given_up, tell)

    command = click.get_current_context().info_name
    on_terraform = runner_on(
        reached.embedded, opened, opened.bundle_directory, reached.toolchain, reached.role, command
    )
    runner = AdoptionRunner(on_terraform, reached.finder, stacks_in_doubt(mesh, stage, reached.standing))
    take_in = partial(runner.take_in, tell=tell)
    return StageWork(runner, records, write, reached.wait, reached.now, tell, look, take_in)


def now(embedded: RunningServer | None) -> datetime:
    """The time of an embedded AWS, which may be ahead of this machine's, or without one this machine's."""
    return read_clock(embedded).time if embedded else datetime.now(UTC)
