"""One trial: an apply or destroy under traffic, something goes wrong, one rerun, and then everything is looked at."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..mesh.catalogues import GAZETTE, gazette
from ..mesh.conftest import embedded_aws
from ..mesh.gazette_on_aws import asked_over, gazette_on_aws
from ..mesh.proxy import serving
from ..mesh.running_mesh import RunningMesh, finished
from ..mesh.traffic import Traffic
from .faulty_proxy import LOST, RETRIED, FaultyProxy

VARIANTS = (GAZETTE["desk/reader.yaml"], GAZETTE["desk/reader.yaml"].replace("  printed:\n", "  papers:\n"))
ACCOUNTS = ("hub", "press", "desk")
VICTIMS = ("meshctl", "Terraform", "both")
LATEST = 60.0  # seconds into an apply of 60 to 90 at which something is killed
SHARE = 0.04  # of all requests
PAUSE = 30.0  # seconds for what is slow


@dataclass(frozen=True)
class ChaosMesh:
    """A small mesh; where it is on the AWS path, it is reached over a faulty proxy."""

    mesh: RunningMesh
    proxy: FaultyProxy | None = None

    @property
    def stands(self) -> bool:
        """Whether anything of it is there."""
        buckets = {one["Name"] for one in self.mesh.aws("s3").list_buckets()["Buckets"]}
        return self.mesh.bucket in buckets and bool(self.mesh.kept())

    @property
    def apply(self) -> tuple[str, ...]:
        """The command that makes it what the catalogue says."""
        return ("apply", "--stage", self.mesh.stage, "--yes")

    @property
    def destroy(self) -> tuple[str, ...]:
        """The command that takes it down, with the events that nobody has read."""
        return ("destroy", "--stage", self.mesh.stage, "--yes", "--allow-loss", self.mesh.stage)


@contextmanager
def chaos_meshes(directory: Path, seed: int) -> Iterator[tuple[ChaosMesh, ChaosMesh]]:
    """One on a local stage and one on the AWS path, both not applied yet."""
    with (
        embedded_aws(gazette(directory / "local")) as local,
        gazette_on_aws(directory / "aws") as on_aws,
        serving(FaultyProxy(on_aws.settings["AWS_ENDPOINT_URL"], (*RETRIED, LOST), seed, PAUSE)) as proxy,
    ):
        yield ChaosMesh(local), ChaosMesh(asked_over(on_aws, proxy.endpoint), proxy)


def tried(chaos: ChaosMesh, seed: int) -> str:
    """What went wrong in this trial, in words. Raises `AssertionError` where one rerun does not converge, or events are lost."""
    chance = random.Random(seed)  # noqa: S311  no secret
    stands = chaos.stands
    destroys = stands and chance.random() < 1 / 2
    if destroys or not stands:
        command = chaos.destroy if destroys else chaos.apply
        return f"{chaos.mesh.stage}: {command[0]}: {_gone_wrong(chaos, command, chance)}; {_rerun(chaos, command)}"
    reader = chaos.mesh.catalogue / "desk/reader.yaml"
    reader.write_text(VARIANTS[reader.read_text() == VARIANTS[0]])
    traffic = Traffic(chaos.mesh, "press", "press.editor", "Printed.v1")
    with traffic.flowing():
        told = f"{chaos.mesh.stage}: change: {_gone_wrong(chaos, chaos.apply, chance)}; {_rerun(chaos, chaos.apply)}"
    arrived = traffic.arrived(f"gazette_{chaos.mesh.stage}_desk_reader_inbox_queue", "desk")
    return f"{told}; {len(arrived)} events, {arrived.total() - len(arrived)} of them twice"


def _gone_wrong(chaos: ChaosMesh, command: tuple[str, ...], chance: random.Random) -> str:
    if chaos.proxy and chance.random() < 1 / 2:
        return _over_faulty(chaos.proxy, chaos.mesh, command)
    return _killed(chaos.mesh, command, chance, LATEST)


def killed(chaos: ChaosMesh, command: tuple[str, ...], seed: int, latest: float) -> str:
    """Something is killed at a moment of the first `latest` seconds of a command; what, in words. Raises as `tried` does."""
    told = _killed(chaos.mesh, command, random.Random(seed), latest)  # noqa: S311  no secret
    return f"{command[0]}: {told}; {_rerun(chaos, command)}"


def _killed(mesh: RunningMesh, command: tuple[str, ...], chance: random.Random, latest: float) -> str:
    victim, late = chance.choice(VICTIMS), chance.uniform(1, latest)
    running = mesh.begin(*command)
    time.sleep(late)
    if victim != "meshctl":
        for process in mesh.terraform_processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
    if victim != "Terraform":
        running.send_signal(signal.SIGKILL)
    return f"{victim} killed after {late:.0f} s, ended with {finished(running).returncode}"


def _over_faulty(proxy: FaultyProxy, mesh: RunningMesh, command: tuple[str, ...]) -> str:
    proxy.happened.clear()
    proxy.share = SHARE
    done = finished(mesh.begin(*command))
    proxy.share = 0.0
    return f"faulty proxy {dict(proxy.happened)}, ended with {done.returncode}"


def _rerun(chaos: ChaosMesh, command: tuple[str, ...]) -> str:
    """The same command again, without faults: everything is as the catalogue says, nothing is held and nothing left."""
    mesh = chaos.mesh
    mesh.meshctl(*command)
    assert mesh.locks() == set()
    if command == chaos.destroy:
        assert mesh.kept() == []
        assert [mesh.queues(account) for account in ACCOUNTS] == [set()] * len(ACCOUNTS)
        return "nothing is left"
    assert mesh.answer("plan", "--stage", mesh.stage, "--refresh", "--exit-code")["changes"] == []
    return "converged"
