import pytest

from meshctl.errors import PackagingFailed
from meshctl.packaging.targets import lambda_target, this_interpreter


def test_wheels_may_be_as_new_as_the_runtimes_glibc_and_no_newer() -> None:
    old, new = lambda_target("python3.11", "x86_64"), lambda_target("python3.12", "arm64")

    assert (old.platforms[0], new.platforms[0]) == ("manylinux_2_26_x86_64", "manylinux_2_34_aarch64")
    assert new.platforms[-2:] == ("manylinux_2_17_aarch64", "manylinux2014_aarch64")


def test_a_targets_python_can_be_compared() -> None:
    assert lambda_target("python3.13", "arm64").version == (3, 13)


@pytest.mark.parametrize(("runtime", "architecture"), [("nodejs22.x", "arm64"), ("python3.12", "riscv64")])
def test_an_unknown_target_is_refused_and_the_known_are_offered(runtime: str, architecture: str) -> None:
    with pytest.raises(PackagingFailed) as refusal:
        lambda_target(runtime, architecture)
    assert "python3.12" in refusal.value.hint or "arm64" in refusal.value.hint


def test_this_interpreter_takes_its_own_wheels() -> None:
    assert this_interpreter().platforms == ()
