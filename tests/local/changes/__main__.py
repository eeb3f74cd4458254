"""`make changes`: each kind of change by itself, under traffic, on an embedded AWS of its own: what was lost, what came twice."""

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from ..mesh.conftest import embedded_aws
from ..mesh.running_mesh import STAGE
from .kinds import KINDS, ChangeKind, rewrite
from .traffic import Fates, Traffic, fates, settled

APPLY = ("apply", "--stage", STAGE, "--yes", "--allow-deletes")


def main(names: Sequence[str]) -> int:
    """Tries the kinds of these names, or all of them; gives the exit code."""
    wanted = [kind for kind in KINDS if not names or kind.name in names]
    lost = 0
    for kind in wanted:
        began = time.monotonic()
        found = changed_by_itself(kind)
        sys.stdout.write(f"{kind.name:<24} {time.monotonic() - began:5.0f} s  {found}\n")
        sys.stdout.flush()
        lost += len(found.lost) if kind.wanted_after else 0
    return 1 if lost or not wanted else 0


def changed_by_itself(kind: ChangeKind) -> Fates:
    """Applies the kind as it was before and then as it is after, while its events flow."""
    with tempfile.TemporaryDirectory() as directory:
        catalogue = Path(directory) / "catalogue"
        rewrite(catalogue, [kind])
        with embedded_aws(catalogue) as mesh:
            mesh.meshctl(*APPLY)
            with Traffic(mesh, [kind.published] if kind.by_people else []) as traffic:
                rewrite(catalogue, [kind], [kind.name])
                mesh.meshctl(*APPLY)
                traffic.rounds(4)
            return fates(kind, settled(mesh, [kind]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
