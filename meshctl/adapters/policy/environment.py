"""The environment in which checkov and parliament run. Never imports them. `python -m` this module builds it, as `make` does."""

import os
import sys
from collections.abc import Mapping

from meshctl.adapters.environments.program_environment import ProgramEnvironment
from meshctl.adapters.installation import policy_requirements
from meshctl.errors import MeshctlError
from meshctl.results.machine_facts import MachineFact

CHECKOV = ProgramEnvironment(
    "policy", "checkov's", "run `meshctl policy --set-up` (once, some minutes)", policy_requirements
)
"""`-m checkov.main` and `import parliament` work in it."""


def environment_fact(environment: Mapping[str, str]) -> MachineFact:
    """Whether it is there, for `meshctl doctor`; only `meshctl policy` needs it."""
    try:
        return MachineFact("checkov", True, str(CHECKOV.find(environment)))
    except MeshctlError as error:
        return MachineFact(
            "checkov", False, f"{error.message}; only `meshctl policy` needs it", error.hint, needed=False
        )


if __name__ == "__main__":
    try:
        CHECKOV.built(os.environ)
    except MeshctlError as error:
        sys.exit(f"error: {error.message}; {error.hint}")
