"""Use case: which versions of the AWS provider are locked, and what a lock file knows of one. Pure."""

import re

from meshctl.model.mesh import Mesh
from meshctl.model.stages import ProviderVersion

_HASH = re.compile(r'"((?:h1|zh):[^"\\]+)"')


def versions_to_lock(mesh: Mesh) -> tuple[ProviderVersion, ...]:
    """Each version that a stage or the guardrails use, the oldest first."""
    used = {one.number: one for one in mesh.aws_providers}
    return tuple(sorted(used.values(), key=lambda one: one.parts))


def hashes_of(lock: bytes) -> frozenset[str]:
    """The hashes in a lock file of Terraform."""
    return frozenset(_HASH.findall(lock.decode("utf-8", "replace")))
