"""The gazette on the AWS path, rehearsed on an embedded AWS: accounts of its own, roles, and its states in a bucket."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from .catalogues import GAZETTE, written
from .conftest import embedded_aws
from .running_mesh import RunningMesh

STAGE = "dev"
HUB, PRESS, DESK = (digit * 12 for digit in "123")
_STAGE = f"""\
  {STAGE}:
    accounts: {{hub: "{HUB}", press: "{PRESS}", desk: "{DESK}"}}
    deploy_role: MeshDeploy
    plan_role: MeshPlan
    state: {{bucket: gazette-mesh-{STAGE}}}
"""
FILES = {**GAZETTE, "mesh.yaml": GAZETTE["mesh.yaml"].replace("  local: {cloud: local}\n", _STAGE)}
APPLY = ("apply", "--stage", STAGE, "--yes")
INBOX = f"gazette_{STAGE}_desk_reader_inbox_queue"


@contextmanager
def gazette_on_aws(directory: Path) -> Iterator[RunningMesh]:
    """The gazette, not applied yet; its bucket is there."""
    with on_aws(FILES, directory) as mesh:
        yield mesh


@contextmanager
def on_aws(files: Mapping[str, str], directory: Path) -> Iterator[RunningMesh]:
    """The mesh of these files, whose stage is on AWS."""
    with embedded_aws(written(files, directory / "catalogue"), STAGE) as begun:
        mesh = replace(begun, settings=begun.environment)
        place = {"LocationConstraint": mesh.manifest["region"]}
        mesh.aws("s3").create_bucket(Bucket=mesh.bucket, CreateBucketConfiguration=place)
        yield mesh


def asked_over(mesh: RunningMesh, endpoint: str) -> RunningMesh:
    """The same, whose meshctl and Terraform reach AWS at another endpoint."""
    return replace(mesh, settings={**mesh.settings, "AWS_ENDPOINT_URL": endpoint})
