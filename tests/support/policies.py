"""Runs `meshctl policy` for real and reads what it says."""

import json
import os
from pathlib import Path
from typing import Any

from meshctl.adapters.policy.environment import CHECKOV
from tests.support.running import Done, meshctl_process

SECONDS = 500
"""For a stage: five plans, two at once, on cores that others use as well."""


def judge(directory: Path, *arguments: str) -> Done:
    """`meshctl policy` in `directory`; builds checkov's environment where it is not there."""
    CHECKOV.built(os.environ)
    return meshctl_process(directory, "policy", *arguments, longest=SECONDS)


def said(done: Done) -> dict[str, Any]:
    """What it said with `--format json`."""
    data: dict[str, Any] = json.loads(done.out)
    return data


def failed(done: Done) -> dict[str, str]:
    """The checks that failed, each with the address of one resource."""
    return {one["check"]: one["address"] for one in said(done)["findings"] if one["severity"] == "error"}
