"""Puts adapters and use cases together for a catalogue and a stage. The composition root; computes nothing itself."""

import os
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.adapters.atomic_files import STATE_DIRECTORY, state_directory, write_file
from meshctl.adapters.bundle_files import only_one, write_bundle
from meshctl.adapters.catalogue_files import read_catalogue_files
from meshctl.adapters.installation import meshkit_files, terraform_sources
from meshctl.adapters.wheels import install_wheels
from meshctl.app.check.check_catalogue import CatalogueHasFindings, check_catalogue, sound_mesh, stage_of
from meshctl.app.deploy.build_package import build_package
from meshctl.app.deploy.prepare import Prepared, prepare
from meshctl.errors import LocalAwsFailed
from meshctl.model.channels import Function
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.packaging.package import Package
from meshctl.packaging.targets import lambda_target, this_interpreter
from meshctl.ports import BuildPackage, Tell
from meshctl.report.findings import findings_as_text, summary

if TYPE_CHECKING:
    from meshctl.adapters.aws import StageAws
    from meshctl.adapters.terraform.runner import BundleRunner
    from meshctl.app.tell.diff import Readable


@dataclass(frozen=True, slots=True)
class Opened:
    """A sound catalogue and one of its stages."""

    catalogue: Path
    mesh: Mesh
    stage: Stage

    @property
    def bundle_directory(self) -> Path:
        """Where the stage's bundle lies."""
        return state_directory(self.catalogue) / "bundles" / self.stage.name


def open_mesh(catalogue: Path) -> Mesh:
    """The mesh; shows every error on stderr and raises where it is not sound, else counts what is no error."""
    files = read_catalogue_files(catalogue)
    checked = check_catalogue(files, date.today())
    try:
        mesh = sound_mesh(checked)
    except CatalogueHasFindings as error:
        click.echo(findings_as_text(error.findings, files.contents) + "\n", err=True)
        raise
    if checked.findings:
        click.echo(f"The catalogue has {summary(checked.findings)}; `meshctl check` shows them.", err=True)
    return mesh


def open_earlier(catalogue: Path, base: str) -> Mesh:
    """The mesh as it was, sound or not; says on stderr what of it cannot be read."""
    from meshctl.adapters.revisions import read_earlier
    from meshctl.app.tell.diff import readable

    name, hint = f'the base "{base}"', "name another --base, one that this meshctl can read"
    return _lacking(readable(read_earlier(catalogue, base), name, hint), name)


def open_to_compare(catalogue: Path) -> Mesh:
    """The mesh, sound or not; says on stderr what of it cannot be read."""
    from meshctl.app.tell.diff import readable

    name, hint = "the catalogue", "`meshctl check` shows what is wrong with it"
    return _lacking(readable(read_catalogue_files(catalogue), name, hint), name)


def _lacking(found: "Readable", name: str) -> Mesh:
    if found.unreadable:
        listed = f"{', '.join(found.unreadable[:10])}{', ...' if found.unreadable[10:] else ''}"
        click.echo(f"warning: what stands in {name} in {listed} cannot be read: this comparison lacks it", err=True)
        click.echo("  = help: what it declares looks new or gone, and breaks may not be seen; mend it first", err=True)
    return found.mesh


def open_stage(catalogue: Path, stage: str) -> Opened:
    """The mesh and the stage of that name."""
    mesh = open_mesh(catalogue)
    return Opened(catalogue, mesh, stage_of(mesh, stage))


def package_builder(opened: Opened) -> BuildPackage:
    """Builds packages for the machines that the stage's functions run on."""
    install = partial(install_wheels, cache=state_directory(opened.catalogue) / "wheels")
    meshkit = meshkit_files()

    def build(function: Function) -> Package:
        local = opened.stage.is_local
        target = this_interpreter() if local else lambda_target(function.runtime, function.architecture)
        return build_package(opened.catalogue / function.source, function.handler, target, install, meshkit)

    return build


def prepare_stage(opened: Opened) -> Prepared:
    """Renders the stage's bundle and writes it to its directory, which is this command's own until it ends."""
    click.get_current_context().with_resource(only_one(opened.bundle_directory))
    prepared = prepare(opened.mesh, opened.stage, package_builder(opened), terraform_sources())
    write_bundle(prepared.bundle, opened.bundle_directory)
    return prepared


def stage_aws(opened: Opened) -> "StageAws":
    """AWS as the stage sees it."""
    from meshctl.adapters.aws import StageAws

    return StageAws(opened.stage.regions[0], opened.stage.deploy_role, local_endpoint(opened))


def local_home(catalogue: Path) -> Path:
    """Where the embedded AWS of a catalogue keeps its journal."""
    return catalogue / STATE_DIRECTORY / "local"


def local_endpoint(opened: Opened) -> str | None:
    """The embedded AWS of a local stage; None for a stage on AWS. Raises `LocalAwsFailed` where it does not run."""
    from meshctl.adapters.local_aws import control
    from meshctl.adapters.local_aws.extra import require_libraries

    if not opened.stage.is_local:
        return None
    running = control.status(local_home(opened.catalogue))
    if running is None:
        require_libraries()
        raise LocalAwsFailed("the embedded AWS is not running", "start it: meshctl local up")
    return running.endpoint


def stack_runner(opened: Opened, tell: Tell) -> "BundleRunner":
    """Terraform over the stage's bundle; makes sure that a local stage has its state bucket."""
    from meshctl.adapters.terraform.binary import find_terraform
    from meshctl.adapters.terraform.commands import TerraformCommands
    from meshctl.adapters.terraform.environment import local_aws_environment, terraform_environment
    from meshctl.adapters.terraform.mirror import cli_configuration, find_provider
    from meshctl.adapters.terraform.runner import BundleRunner

    binary = find_terraform()
    source = find_provider(os.environ, binary.platform)
    tell("meshctl", f"Terraform {binary.version}, AWS provider from {source.words}")
    configuration = state_directory(opened.catalogue) / "terraform.rc" if source.mirror else None
    if source.mirror and configuration:
        write_file(configuration, cli_configuration(source.mirror).encode())
    endpoint = local_endpoint(opened)
    environment = terraform_environment(os.environ, configuration.resolve() if configuration else None)
    if endpoint:
        environment = local_aws_environment(environment, endpoint, opened.stage.regions[0])
        stage_aws(opened).ensure_bucket(opened.stage.state_bucket)
    return BundleRunner(opened.bundle_directory.resolve(), TerraformCommands(binary.path, environment))
