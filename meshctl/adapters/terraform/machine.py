"""What this machine has left for Terraform: processors and memory. Reads files of the kernel, changes nothing."""

import os
from pathlib import Path

from meshctl.plan.stacks_at_once import StacksAtOnce, stacks_at_once

_MEMORY = Path("/proc/meminfo")
_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
"""What a container may use, by the second and the first version of control groups."""


def stacks_at_once_here() -> StacksAtOnce:
    """How many stacks this machine and the settings in the environment bear. Raises `MeshctlError`."""
    return stacks_at_once(_cores(), _free_bytes(), os.environ)


def _cores() -> int:
    """The processors that this process may use, which in a container are fewer than there are."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _free_bytes() -> int | None:
    """What the machine has free, or all that the container may use if that is less; None where the kernel does not say."""
    lines = dict(line.split(":", 1) for line in _lines(_MEMORY))
    free = [int(kilobytes) * 1024 for kilobytes in lines.get("MemAvailable", "").split()[:1]]
    limits = [int(limit) for path in _LIMITS for limit in _lines(path) if limit.isdecimal()]
    return min((*free, *limits), default=None)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except OSError:
        return []
