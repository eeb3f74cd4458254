"""A pair of catalogues drawn at random, on the AWS path: the first is applied, the second planned, then applied, then planned again."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings

from meshctl.passes.generations import Generation
from tests.support.changing_catalogues import Catalogues, changes
from tests.support.small_catalogues import SYSTEMS, Small

from ..mesh.catalogues import written
from ..mesh.gazette_on_aws import STAGE, on_aws
from ..mesh.running_mesh import RunningMesh
from .asked import differing, skipped

APPLY = ("apply", "--stage", STAGE, "--yes", "--allow-deletes")
TO_CHOOSE_FROM = 20
HANDLER = "def handle(event: object, context: object) -> None:\n    # {versions}\n    return None\n"


def drawn(seed: int) -> tuple[Small, Small]:
    """A catalogue and what becomes of it, of which some stacks stay as they are: the same for the same seed."""
    found: list[Catalogues] = []

    @hypothesis.seed(seed)
    @settings(
        max_examples=TO_CHOOSE_FROM, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(changes(1))
    def draw(pair: Catalogues) -> None:
        found.append(pair)

    draw()
    before, after = next(one for one in reversed(found) if _some_stay(*one)).smalls
    return before, after


def _some_stay(before: Generation, after: Generation) -> bool:
    stay = [before.get(key) == stack for key, stack in after.items()]
    return any(stay) and not all(stay)


def tried(seed: int) -> str:
    """What was skipped, in words. Raises `AssertionError` where Terraform has something to do all the same."""
    before, after = drawn(seed)
    with tempfile.TemporaryDirectory() as name, on_aws(files(before), Path(name)) as mesh:
        mesh.meshctl(*APPLY)
        rewrite(mesh.catalogue, after)
        changed = _as_wanted(mesh)
        mesh.meshctl(*APPLY)
        return f"of the changed catalogue {changed}; of the applied one {_as_wanted(mesh)}"


def files(small: Small) -> dict[str, str]:
    """With the code of its functions: that of a system is another one where a function of it has changed. Accounts are those of
    systems that are there."""
    there = {"hub", *(system for system, _ in small.services)}
    code = {
        f"{system}/code/handler.py": HANDLER.format(
            versions=sorted(one for one in small.code.items() if one[0][0] == system)
        )
        for system in SYSTEMS
    }
    accounts = {alias: number for alias, number in small.accounts.items() if alias in there}
    return {**replace(small, accounts=accounts).files(), **code}


def rewrite(catalogue: Path, small: Small) -> None:
    """Makes a directory this catalogue; what meshctl keeps there stays."""
    for system in SYSTEMS:
        shutil.rmtree(catalogue / system, ignore_errors=True)
    written(files(small), catalogue)


def _as_wanted(mesh: RunningMesh) -> str:
    names = skipped(mesh)
    with tempfile.TemporaryDirectory() as name:
        found = list(differing(mesh, names, Path(name)))
    assert not found, "\n".join(found)
    return ", ".join(sorted(names)) or "none"
