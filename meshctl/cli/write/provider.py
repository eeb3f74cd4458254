"""`meshctl provider lock`."""

from pathlib import Path

import click

from meshctl.cli.options import catalogue_option

_PLATFORM = r"[a-z0-9]+_[a-z0-9]+"


@click.group()
def provider() -> None:
    """Say by which hashes the AWS provider of Terraform is known."""


@provider.command()
@catalogue_option
@click.option(
    "--platform",
    multiple=True,
    metavar="OS_ARCH",
    help="A machine that Terraform runs on, as linux_amd64 or darwin_arm64; this one, if not said. Can be said several times.",
)
def lock(catalogue: Path, platform: tuple[str, ...]) -> None:
    """Write beside mesh.yaml which hashes the AWS provider has in each version that a stage uses.

    From then on Terraform takes no other. The files belong into git: what changes in them is reviewed there.
    """
    import os
    import re

    from meshctl.adapters.catalogue_files import write_catalogue_file
    from meshctl.adapters.terraform.provider_hashes import provider_lock
    from meshctl.adapters.terraform.toolchain import find_toolchain
    from meshctl.app.write.provider_locks import hashes_of, versions_to_lock
    from meshctl.cli.open_catalogue import mesh_to_tell

    for one in platform:
        if not re.fullmatch(_PLATFORM, one):
            raise click.BadParameter("a platform is named like linux_amd64", param_hint="--platform")
    with mesh_to_tell(catalogue) as mesh:
        for version in versions_to_lock(mesh):
            toolchain = find_toolchain(os.environ, version.number)
            before = hashes_of(mesh.texts.get(version.lock_file, b""))
            content = provider_lock(toolchain, platform or (toolchain.terraform.platform,))
            write_catalogue_file(catalogue / version.lock_file, content)
            now = hashes_of(content)
            click.echo(f"{version.lock_file}  {len(now)} known, {len(now - before)} new, {len(before - now)} gone")
