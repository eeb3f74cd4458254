"""What is built once for all tests of this room: the distributions, and an environment with the wheel."""

import os
from pathlib import Path

import pytest

from .distributions import CHECKOUT, Distributions, Installation, build


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Distributions:
    """Those of `make release`, which says where they are; else they are built."""
    released = os.environ.get("MESHCTL_DIST")
    return Distributions(Path(released).absolute()) if released else build(CHECKOUT, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory, distributions: Distributions) -> Installation:
    """The wheel without its extra, in an environment of its own."""
    made = Installation.empty(tmp_path_factory.mktemp("environment"))
    made.install(str(distributions.wheel))
    return made
