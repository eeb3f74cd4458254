"""How long packages of functions take to build, beside pip, in one run.

    python benchmarks/packages.py [--functions N] [--pip N]

with the Python that meshctl is installed for, and a registry in reach; 100 functions and 3 runs of pip, if not said otherwise. Prints
seconds: of functions those of the processor, which say the same on a machine that others use, and of wheels those of the clock. First, N
functions of some files each: `meshctl package` as a whole process builds all, then again with nothing changed, then with one changed, once in
what it does and once in the names that it binds as well. What the process itself takes, an unchanged `meshctl check`, is told beside it, and
below it the packages alone, within one process: all built, the sources of all read and compared by content, and one built. Then 20 functions with
powertools and pydantic, of two locks: nothing of them is kept but the cache of uv, and that of pip is warm as well; pip installs for
one function at a time, as `pip install --target` does. How often uv ran is counted. Last, N functions of these two locks, and N that each have
a lock with a text of its own: all built, nothing changed, one changed, as the first ones were.
"""

import argparse
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch

from compiled import COMPILED

from meshctl.adapters.wheels import install_wheels, lock_wheels
from meshctl.adapters.wheels.run_uv import run_uv
from meshctl.cli.open_catalogue import open_stage
from meshctl.cli.packages.of_stage import stage_packages
from meshctl.packaging.wanted import WantedPackages

MESH = """\
mesh: bench
region: eu-west-1
stages:
  dev:
    accounts: {hub: "111111111111", shop: "222222222222"}
    deploy_role: MeshDeploy
    state: {bucket: bench-mesh-dev}
"""
SERVICE = "service: work\nfunctions:\n"
FUNCTION = "  do-{0}: {{source: lambdas/f{0}, handler: handler.handle}}\n"
LOCKS = (("aws-lambda-powertools", "pydantic"), ("aws-lambda-powertools", "pydantic", "six"))
WITH_WHEELS = 20
CHANGES = {
    "in what it does": "import core\n\ndef handle(event, context):\n    return core.WORD_1, {0}\n",
    "in its names": "import core\n\nOWN_{0} = {0}\n\ndef handle(event, context):\n    return OWN_{0}\n",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--functions", type=int, default=100)
    parser.add_argument("--pip", type=int, default=3)
    wanted = parser.parse_args()
    with TemporaryDirectory() as directory:
        _of_sources(_catalogue(Path(directory, "plain"), wanted.functions), wanted.functions)
        _with_wheels(_locked(Path(directory, "wheels"), WITH_WHEELS), Path(directory), wanted.pip)
        _of_sources(_locked(Path(directory, "locked"), wanted.functions), wanted.functions)
        _of_sources(_locked_each(Path(directory, "each"), wanted.functions), wanted.functions)


def _catalogue(directory: Path, functions: int) -> Path:
    for number in range(functions):
        source = directory / "shop" / "lambdas" / f"f{number}"
        source.mkdir(parents=True)
        (source / "handler.py").write_text(
            f"import core\n\ndef handle(event, context):\n    return core.WORD, {number}\n"
        )
        (source / "core.py").write_text(
            "".join(f"WORD_{line} = {line * number}\n" for line in range(500)) + "WORD = 1\n"
        )
    (directory / "mesh.yaml").write_text(MESH)
    (directory / "shop" / "system.yaml").write_text("system: shop\nowner: {team: shop}\n")
    (directory / "shop" / "work.yaml").write_text(SERVICE + "".join(map(FUNCTION.format, range(functions))))
    return directory


def _locked(directory: Path, functions: int) -> Path:
    """The same functions, which need powertools and pydantic."""
    catalogue = _catalogue(directory, functions)
    texts = [lock_wheels.lock_wanted(WantedPackages(wanted), "") for wanted in LOCKS]
    for number in range(functions):
        (catalogue / f"shop/lambdas/f{number}/pylock.toml").write_text(texts[number % len(LOCKS)])
    return catalogue


def _locked_each(directory: Path, functions: int) -> Path:
    catalogue = _locked(directory, functions)
    for lock in catalogue.glob("shop/lambdas/*/pylock.toml"):
        lock.write_text(f"# of {lock.parent.name}\n{lock.read_text()}")
    return catalogue


def _of_sources(catalogue: Path, functions: int) -> None:
    _run([sys.executable, "-m", "meshctl", "check"], catalogue)  # what has been checked is not checked again
    built = _busy(lambda: _meshctl(catalogue))
    unchanged = median(_busy(lambda: _meshctl(catalogue)) for _ in range(5))
    changed = {what: median(_changes(catalogue, text)) for what, text in CHANGES.items()}
    checked = median(_busy(lambda: _run([sys.executable, "-m", "meshctl", "check"], catalogue)) for _ in range(5))
    told = ", ".join(f"{what} {seconds:.2f}" for what, seconds in changed.items())
    print(f"{functions} functions: all built {built:.2f}, nothing changed {unchanged:.2f}, one changed: {told}")
    print(f"  of these, `meshctl check` of the same catalogue {checked:.2f}")
    _packages_alone(catalogue)


def _changes(catalogue: Path, text: str) -> Iterator[float]:
    """What `meshctl package` takes after each of some functions was changed."""
    for number in range(5):
        (catalogue / f"shop/lambdas/f{number}/handler.py").write_text(text.format(number))
        yield _busy(lambda: _meshctl(catalogue))


def _packages_alone(catalogue: Path) -> None:
    opened = open_stage(catalogue, "dev")
    stage_packages(opened).package("shop/work/do-0")  # what builds is imported
    read = median(_busy(lambda: stage_packages(opened).digests()) for _ in range(5))
    one = _busy(lambda: stage_packages(opened).package("shop/work/do-1")) - read
    built = _busy(lambda: stage_packages(opened).all()) - read  # once: what is compressed is remembered
    print(f"  packages alone: all built {built:.3f}, all read and compared {read:.3f}, one built {one:.4f}")


def _with_wheels(catalogue: Path, scratch: Path, runs: int) -> None:
    _build(catalogue)  # for the cache of uv, not counted
    shutil.rmtree(catalogue / ".meshctl")
    seconds, ran = _build(catalogue)
    pip = [_seconds(lambda: _pip(scratch)) for _ in range(runs + 1)][1:]
    print(
        f"{WITH_WHEELS} functions, {len(LOCKS)} locks: {seconds:.2f}, uv ran {ran} times; pip {median(pip):.2f} for each function"
    )
    print(f"  for each function 1/{median(pip) / (seconds / WITH_WHEELS):.0f} of what pip takes")


def _build(catalogue: Path) -> tuple[float, int]:
    with patch.object(install_wheels, "run_uv", wraps=run_uv) as counted:
        return _seconds(lambda: stage_packages(open_stage(catalogue, "dev")).all()), counted.call_count


def _pip(scratch: Path) -> None:
    target = scratch / "pip"
    shutil.rmtree(target, ignore_errors=True)
    platform = ["--platform=manylinux_2_34_aarch64", "--platform=manylinux2014_aarch64", "--python-version=3.12"]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:"]
    _run([*command, *platform, "--target", str(target), *LOCKS[0]], scratch)


def _meshctl(catalogue: Path) -> None:
    _run([sys.executable, "-m", "meshctl", "package", "--stage", "dev"], catalogue)


def _run(command: list[str], directory: Path) -> None:
    subprocess.run(command, cwd=directory, check=True, capture_output=True, env=COMPILED)


def _busy(work: Callable[[], object]) -> float:
    """Of this process, and of those that it waits for."""
    begun = _busy_so_far()
    work()
    return _busy_so_far() - begun


def _busy_so_far() -> float:
    used = map(getrusage, (RUSAGE_SELF, RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun


if __name__ == "__main__":
    main()
