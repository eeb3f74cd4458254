"""One trial: an apply or destroy under traffic, something goes wrong, one rerun, and then everything is looked at."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..mesh.catalogues import GAZETTE
from ..mesh.gazette_on_aws import APPLY, DESK, HUB, INBOX, PRESS, STAGE, asked_over, gazette_on_aws
from ..mesh.proxy import serving
from ..mesh.running_mesh import RunningMesh, finished
from ..mesh.traffic import Traffic
from .faulty_proxy import LOST, RETRIED, FaultyProxy

VARIANTS = (GAZETTE["desk/reader.yaml"], GAZETTE["desk/reader.yaml"].replace("  printed:\n", "  papers:\n"))
DESTROY = ("destroy", "--stage", STAGE, "--yes", "--allow-loss", STAGE)
VICTIMS = ("meshctl", "Terraform", "both")
LATEST = 60.0  # seconds into an apply of 60 to 90 at which something is killed
SHARE = 0.04  # of all requests


@dataclass(frozen=True)
class ChaosMesh:
    """A small mesh on the AWS path, reached over a faulty proxy."""

    mesh: RunningMesh
    proxy: FaultyProxy

    @property
    def stands(self) -> bool:
        """Whether anything of it is there."""
        return bool(self.mesh.kept())


@contextmanager
def chaos_mesh(directory: Path, seed: int, pause: float) -> Iterator[ChaosMesh]:
    """The mesh, not applied yet."""
    with (
        gazette_on_aws(directory) as mesh,
        serving(FaultyProxy(mesh.settings["AWS_ENDPOINT_URL"], (*RETRIED, LOST), seed, pause)) as proxy,
    ):
        yield ChaosMesh(asked_over(mesh, proxy.endpoint), proxy)


def tried(chaos: ChaosMesh, seed: int) -> str:
    """What went wrong in this trial, in words. Raises `AssertionError` where one rerun does not converge, or events are lost."""
    chance = random.Random(seed)  # noqa: S311  no secret
    destroys = chaos.stands and chance.random() < 1 / 4
    traffic = Traffic(chaos.mesh, PRESS, "press.editor", "Printed.v1")
    if destroys or not chaos.stands:
        command = DESTROY if destroys else APPLY
        return f"{command[0]}: {_gone_wrong(chaos, command, chance)}; {_rerun(chaos, command)}"
    reader = chaos.mesh.catalogue / "desk/reader.yaml"
    reader.write_text(VARIANTS[reader.read_text() == VARIANTS[0]])
    with traffic.flowing():
        told = f"change: {_gone_wrong(chaos, APPLY, chance)}; {_rerun(chaos, APPLY)}"
    arrived = traffic.arrived(INBOX, DESK)
    return f"{told}; {len(arrived)} events, {arrived.total() - len(arrived)} of them twice"


def _gone_wrong(chaos: ChaosMesh, command: tuple[str, ...], chance: random.Random) -> str:
    if chance.random() < 1 / 2:
        chaos.proxy.happened.clear()
        chaos.proxy.share = SHARE
        done = finished(chaos.mesh.begin(*command))
        chaos.proxy.share = 0.0
        return f"faulty proxy {dict(chaos.proxy.happened)}, ended with {done.returncode}"
    victim, late = chance.choice(VICTIMS), chance.uniform(1, LATEST)
    running = chaos.mesh.begin(*command)
    time.sleep(late)
    if victim != "meshctl":
        for process in chaos.mesh.terraform_processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
    if victim != "Terraform":
        running.send_signal(signal.SIGKILL)
    return f"{victim} killed after {late:.0f} s, ended with {finished(running).returncode}"


def _rerun(chaos: ChaosMesh, command: tuple[str, ...]) -> str:
    """The same command again, without faults: everything is as the catalogue says, nothing is held and nothing left."""
    mesh = chaos.mesh
    mesh.meshctl(*command)
    assert mesh.locks() == set()
    if command == DESTROY:
        assert mesh.kept() == []
        assert [mesh.queues(account) for account in (HUB, PRESS, DESK)] == [set()] * 3
        return "nothing is left"
    assert mesh.answer("plan", "--stage", STAGE, "--refresh", "--exit-code")["changes"] == []
    return "converged"
