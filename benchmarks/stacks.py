"""How long `meshctl plan` and `apply` take over many stacks, beside what a shell loop over their directories takes.

    python benchmarks/stacks.py [--systems N] [--runs N] [--recorded | [--loop] [--width N ...]]

with the Python that meshctl is installed for; 38 systems, which are 40 stacks, and 3 runs, if not said otherwise. The catalogue
is made in a temporary directory and applied to an embedded AWS of its own: systems of one service each, which publishes an event
and receives that of the system before in a queue. Then, all in one run on one machine:

- `apply, first`: `meshctl apply` of everything; beside it, as `processor`, the seconds of processor that it and Terraform take,
  divided by the cores;
- `check`: `meshctl check`, nothing changed since the run before;
- `nothing`: `meshctl plan`, nothing changed;
- `one`: `meshctl plan`, a setting of one system's queue changed; beside it `terraform`, that one stack's own `terraform plan`;
- `refresh`: `meshctl plan --refresh`, which asks Terraform about every stack;
- `cold`: the same where no directory is prepared.

`--recorded` measures `check` and `nothing` alone, where nothing was applied: states and records are written as an apply leaves
them. `--loop` adds what people write by hand: `terraform init` and `terraform plan` in each directory, one after the other, and with as
many at once as each `--width` says. Prints the median seconds of the whole process and what is asked of each figure.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from compiled import COMPILED

from meshctl import __version__
from meshctl.adapters.bundle_lock import bundle_lock
from meshctl.adapters.terraform.toolchain import find_toolchain
from meshctl.app.deploy.stage_records import StageRecords
from meshctl.cli.deploy.reached_stage import code_of_roots, reach_stage
from meshctl.cli.open_catalogue import open_to_change
from meshctl.cli.wiring import stacks_to_change
from meshctl.records.stack_record import stack_inputs
from meshctl.records.stage_code import StageCode
from meshctl.records.stage_keys import state_key

STATE = b'{"version": 4, "serial": 1, "lineage": "benchmark", "resources": []}'
MESH = "mesh: large\nregion: eu-west-1\nstages:\n  local: {cloud: local}\n"
SYSTEM = "system: s{number}\ndescription: System number {number}.\nowner: {{team: team-{number}}}\n"
SERVICE = """\
service: office
description: The office of system {number}.
publishes:
  Thing{number}Sent:
    version: 1
    schema: events/Sent.v1.json
    description: A thing of system {number} is on its way.
queues:
  inbox: {{keep: {keep}d}}
subscribes:
  sent:
    event: s{before}/Thing{before}Sent
    deliver_to: {{queue: inbox}}
"""
SCHEMA = '{"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}\n'
BY_HAND = "terraform init -input=false -reconfigure >/dev/null && terraform plan -input=false >/dev/null"


def write_catalogue(catalogue: Path, systems: int) -> None:
    """One service in each system, which receives the event of the one before."""
    (catalogue / "mesh.yaml").write_text(MESH)
    for number in range(systems):
        (catalogue / f"s{number}" / "events").mkdir(parents=True)
        (catalogue / f"s{number}" / "system.yaml").write_text(SYSTEM.format(number=number))
        (catalogue / f"s{number}" / "events" / "Sent.v1.json").write_text(SCHEMA)
        write_service(catalogue, number, systems, keep=4)


def write_service(catalogue: Path, number: int, systems: int, keep: int) -> None:
    """The service of a system, whose queue keeps messages for so many days."""
    said = SERVICE.format(number=number, before=(number - 1) % systems, keep=keep)
    (catalogue / f"s{number}" / "office.yaml").write_text(said)


class Timed:
    """Commands in one environment, each timed as a whole process over some runs."""

    def __init__(self, environment: Mapping[str, str], runs: int) -> None:
        self._environment, self._runs = dict(environment), runs

    def seconds(self, *command: str, where: Path | None = None, runs: int | None = None) -> float:
        """The median of so many runs of a command that has to succeed."""
        taken = []
        for _ in range(runs or self._runs):
            begun = perf_counter()
            done = subprocess.run(
                command, cwd=where, env=self._environment, capture_output=True, text=True, check=False
            )
            taken.append(perf_counter() - begun)
            if done.returncode:
                sys.exit(f"{' '.join(command)}: {done.stderr[-2000:]}")
        return median(taken)

    def meshctl(self, *arguments: str, runs: int | None = None) -> float:
        """The same for meshctl."""
        return self.seconds(sys.executable, "-m", "meshctl", *arguments, runs=runs)


@contextmanager
def embedded_aws(catalogue: Path) -> Iterator[dict[str, str]]:
    """An embedded AWS of the catalogue, and the environment in which meshctl and Terraform reach it."""
    here = COMPILED | {"MESHCTL_CATALOGUE": str(catalogue), "MESHCTL_STAGE": "local", "TF_VAR_role": "MeshDeploy"}
    meshctl = [sys.executable, "-m", "meshctl", "local"]
    subprocess.run([*meshctl, "up", "--port", "0"], env=here, check=True, capture_output=True)
    try:
        said = subprocess.run(
            [*meshctl, "status", "--environment"], env=here, check=True, capture_output=True, text=True
        )
        lines = (line.removeprefix("export ") for line in said.stdout.splitlines() if line.startswith("export "))
        found = catalogue.resolve() / ".meshctl" / "terraform.rc"
        yield here | dict(line.split("=", 1) for line in lines) | {"TF_CLI_CONFIG_FILE": str(found), "GOGC": "400"}
    finally:
        subprocess.run([*meshctl, "down"], env=here, check=True, capture_output=True)


def measure(catalogue: Path, systems: int, timed: Timed, tell: Callable[[str, float], None]) -> Path:
    """All figures of meshctl, and where the stacks' directories lie."""
    begun = cpu_seconds()
    tell("apply, first", timed.meshctl("apply", "--yes", runs=1))
    tell("processor", (cpu_seconds() - begun) / (os.cpu_count() or 1))
    timed.meshctl("check", runs=1)
    tell("check", timed.meshctl("check"))
    tell("nothing", timed.meshctl("plan"))
    write_service(catalogue, 1, systems, keep=5)
    tell("one", timed.meshctl("plan"))
    stacks = catalogue.resolve() / ".meshctl" / "bundles" / "local" / "stacks"
    tell("terraform", timed.seconds("terraform", "plan", "-input=false", where=stacks / "system-s1"))
    tell("apply, one", timed.meshctl("apply", "--yes", runs=1))
    tell("refresh", timed.meshctl("plan", "--refresh", runs=1))
    shutil.rmtree(stacks.parent)
    tell("cold", timed.meshctl("plan", "--refresh", runs=1))
    return stacks


def cpu_seconds() -> float:
    """What all processes that have been waited for have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure_recorded(catalogue: Path, timed: Timed, tell: Callable[[str, float], None]) -> None:
    """The figures in which Terraform is asked nothing."""
    write_records(catalogue)
    timed.meshctl("check", runs=1)
    tell("check", timed.meshctl("check"))
    timed.meshctl("plan", "--exit-code", runs=1)
    tell("nothing", timed.meshctl("plan"))


def write_records(catalogue: Path) -> None:
    """Of every stack an empty state, and a record as an apply leaves it."""
    opened = open_to_change(catalogue, "local", ())
    toolchain = find_toolchain(os.environ, opened.stage.aws_provider.number)
    with bundle_lock(opened.bundle_directory, lambda about, step: None):
        reached, stacks = reach_stage(opened, toolchain, changes=True), stacks_to_change(opened, {})
    code = StageCode(code_of_roots(opened, toolchain), {})
    standing, names, holder = reached.standing, (opened.mesh.name, opened.stage.name), reached.holder
    records = StageRecords(reached.bucket, *names, standing, meshctl=__version__, holder=holder, code=code)
    for stack in stacks:
        reached.bucket.write(state_key(opened.mesh.name, "local", stack.key), STATE, None)
        records.applied(stack.key, stack_inputs(stack.key, json.loads(json.dumps(stack.inputs))).inputs, ())


def measure_loops(stacks: Path, widths: list[int], timed: Timed, tell: Callable[[str, float], None]) -> None:
    """What a person would write who has no meshctl."""
    for width in widths:
        loop = f"ls -d {stacks}/*/ | xargs -P {width} -I DIR sh -c 'cd DIR && {BY_HAND}'"
        tell(f"loop, {width} at once", timed.seconds("sh", "-c", loop, runs=1))


def main() -> None:
    """Makes the catalogue, measures, and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--systems", type=int, default=38)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--recorded", action="store_true")
    parser.add_argument("--loop", action="store_true")
    parser.add_argument("--width", type=int, nargs="*", default=[1, 2, 4])
    asked = parser.parse_args()

    def tell(what: str, seconds: float) -> None:
        print(f"{what:20} {seconds:8.2f} s", flush=True)

    with TemporaryDirectory(prefix="meshctl-benchmark-") as directory:
        catalogue = Path(directory)
        write_catalogue(catalogue, asked.systems)
        with embedded_aws(catalogue) as environment:
            timed = Timed(environment, asked.runs)
            if asked.recorded:
                measure_recorded(catalogue, timed, tell)
            else:
                stacks = measure(catalogue, asked.systems, timed, tell)
                measure_loops(stacks, asked.width if asked.loop else [], timed, tell)


if __name__ == "__main__":
    main()
