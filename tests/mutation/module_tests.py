"""Has `terraform test` judge mutants of modules, in copies of the modules."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from meshctl.adapters.terraform.environment import terraform_environment
from meshctl.adapters.terraform.toolchain import Toolchain, find_toolchain
from meshctl.catalogue.cascade import own_default
from tests.mutation.module_mutants import ModuleMutant
from tests.support.attached_provider import attached_provider

MODULES = Path(__file__).parents[2] / "modules"


def module_files() -> dict[str, str]:
    """Every file of HCL of every module, by its path below `modules/`."""
    return {str(path.relative_to(MODULES)): path.read_text("utf-8") for path in sorted(MODULES.glob("*/*.tf"))}


def judge_modules(mutants: Sequence[ModuleMutant], scratch: Path) -> dict[ModuleMutant, bool]:
    """Whether the tests of its module notice each mutant; two modules are tested at a time, in copies below `scratch`."""
    toolchain = find_toolchain(os.environ, own_default("mesh", "aws_provider"))
    by_module = {one.module: [mutant for mutant in mutants if mutant.module == one.module] for one in mutants}
    judge = partial(_judge_module, toolchain=toolchain, environment=_environment(toolchain, scratch), scratch=scratch)
    with ThreadPoolExecutor(2) as pool:
        return {mutant: noticed for judged in pool.map(judge, by_module.values()) for mutant, noticed in judged}


def _judge_module(
    mutants: Sequence[ModuleMutant], *, toolchain: Toolchain, environment: Mapping[str, str], scratch: Path
) -> list[tuple[ModuleMutant, bool]]:
    module = mutants[0].module
    copy = shutil.copytree(MODULES, scratch / module, ignore=shutil.ignore_patterns(".terraform*"))

    def terraform(command: str, more: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        asked = [toolchain.terraform.path, command, "-no-color"]
        env = {**environment, **more}
        return subprocess.run(asked, cwd=copy / module, env=env, capture_output=True, text=True, check=False)

    def succeeds(command: str, more: Mapping[str, str]) -> None:
        done = terraform(command, more)
        assert done.returncode == 0, f"terraform {command} in {module}: {done.stdout}{done.stderr}"

    def judged(attached: Mapping[str, str]) -> Iterator[tuple[ModuleMutant, bool]]:
        for mutant in mutants:
            file = copy / mutant.file
            original = file.read_text("utf-8")
            file.write_text(mutant.text, "utf-8")
            yield mutant, terraform("test", attached).returncode != 0
            file.write_text(original, "utf-8")

    succeeds("init", {})
    with attached_provider(copy / module, environment) as attached:
        succeeds("test", attached)  # a module whose tests fail without a mutant says nothing about mutants
        return list(judged(attached))


def _environment(toolchain: Toolchain, scratch: Path) -> dict[str, str]:
    configuration = scratch / "terraform.rc"
    configuration.write_text(toolchain.cli_configuration or "", "utf-8")
    return terraform_environment(os.environ, configuration if toolchain.cli_configuration else None)
