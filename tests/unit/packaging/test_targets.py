import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.errors import PackagingFailed
from meshctl.packaging.targets import GLIBC_OF_RUNTIME, lambda_target, this_interpreter


def test_wheels_may_be_as_new_as_the_runtimes_glibc_and_no_newer() -> None:
    old, new = lambda_target("python3.11", "x86_64"), lambda_target("python3.12", "arm64")

    assert (old.platforms[0], new.platforms[0]) == ("manylinux_2_26_x86_64", "manylinux_2_34_aarch64")
    assert new.platforms[-2:] == ("manylinux_2_17_aarch64", "manylinux2014_aarch64")


@given(
    glibc=st.integers(0, 60),
    machine=st.sampled_from(["x86_64", "aarch64"]),
    runtime=st.sampled_from(["python3.11", "python3.14"]),
)
def test_a_wheel_runs_where_the_glibc_is_as_new_as_its_own(glibc: int, machine: str, runtime: str) -> None:
    target = lambda_target(runtime, "arm64")
    fits = machine == "aarch64" and glibc <= GLIBC_OF_RUNTIME[runtime]
    assert target.runs(f"manylinux_2_{glibc}_{machine}") == fits


def test_older_names_of_manylinux_count_and_no_other_system() -> None:
    target = lambda_target("python3.11", "x86_64")
    assert all(map(target.runs, ("any", "manylinux1_x86_64", "manylinux2010_x86_64", *target.platforms)))
    others = (
        "linux_x86_64",
        "musllinux_1_2_x86_64",
        "macosx_11_0_x86_64",
        "win_amd64",
        "manylinux_x86_64",
        "linux_i686",
    )
    assert not any(map(target.runs, others))


def test_a_targets_python_can_be_compared() -> None:
    assert lambda_target("python3.13", "arm64").version == (3, 13)


@pytest.mark.parametrize(("runtime", "architecture"), [("nodejs22.x", "arm64"), ("python3.12", "riscv64")])
def test_an_unknown_target_is_refused_and_the_known_are_offered(runtime: str, architecture: str) -> None:
    with pytest.raises(PackagingFailed) as refusal:
        lambda_target(runtime, architecture)
    assert "python3.12" in refusal.value.hint or "arm64" in refusal.value.hint


def test_this_interpreter_takes_its_own_wheels() -> None:
    assert this_interpreter().platforms == ()
