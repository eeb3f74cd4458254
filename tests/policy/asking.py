"""Asks checkov, in its own environment, about plans or directories; with what `checkov` on the command line says."""

import json
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from meshctl.adapters.environments.program_environment import python_of
from meshctl.adapters.installation import policy_pack
from meshctl.adapters.policy.environment import CHECKOV

EXAMPLES = Path(__file__).parent / "examples"


@dataclass(frozen=True)
class Asked:
    """What checkov says: results by check, address and file; details of what failed; how many resources it has seen."""

    results: dict[tuple[str, str, str], str]
    details: dict[tuple[str, str, str], str]
    resources: int

    def of(self, check: str, file: Path) -> set[str]:
        """What the check says of the resources in a file."""
        return {result for (name, _, path), result in self.results.items() if (name, path) == (check, str(file))}

    def words(self, check: str, file: Path) -> str:
        """What the check says in words of what fails in a file."""
        return "; ".join(text for (name, _, path), text in self.details.items() if (name, path) == (check, str(file)))


def ask_of_plans(plans: Iterable[Path], *, knowledge: Path | None = None) -> Asked:
    """All plans in one run."""
    return _asked(("--framework", "terraform_plan", "-f", *map(str, plans)), knowledge)


def ask_of_directory(directory: Path) -> Asked:
    """The HCL in a directory and below it."""
    return _asked(("--framework", "terraform", "-d", str(directory)), None)


@cache
def _asked(arguments: tuple[str, ...], knowledge: Path | None) -> Asked:
    pack = ("--external-checks-dir", str(policy_pack()), "--skip-download", "--output", "json")
    environment = {**os.environ, "LOG_LEVEL": "ERROR"} | (
        {"MESHCTL_POLICY_CONTEXT": str(knowledge)} if knowledge else {}
    )
    command = [str(python_of(CHECKOV.built(os.environ))), "-m", "checkov.main", *arguments, *pack]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return _read(json.loads(done.stdout))


def _read(said: dict) -> Asked:  # type: ignore[type-arg]
    if "results" not in said:  # what checkov says of nothing
        return Asked({}, {}, said["resource_count"])
    records = [one for kind in ("passed_checks", "failed_checks", "skipped_checks") for one in said["results"][kind]]
    keys = [(one["check_id"], one["resource"], one["file_abs_path"]) for one in records]
    results = {key: one["check_result"]["result"] for key, one in zip(keys, records, strict=True)}
    details = {key: "; ".join(one.get("details") or ()) for key, one in zip(keys, records, strict=True)}
    return Asked(results, details, said["summary"]["resource_count"])
