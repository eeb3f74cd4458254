import platform
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.errors import PackagingFailed
from meshctl.packaging.needs import InstalledWheel, pins_for, refuse_unpinned
from meshctl.packaging.requirements import Pin, read_pins
from meshctl.packaging.targets import lambda_target

HASH = "ab" * 32


def test_pins_are_read_sorted_and_with_their_canonical_names() -> None:
    assert read_pins("# ours\nsix==1.17.0\n\nFlask_Cors == 6.0.5  # for tests\n") == (
        Pin("flask-cors", "6.0.5"),
        Pin("six", "1.17.0"),
    )


def test_extras_belong_to_a_pin() -> None:
    assert read_pins("requests[Socks, use_chardet]==2.34.2") == (Pin("requests", "2.34.2", ("socks", "use-chardet")),)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_hashes_as_pip_compile_writes_them_are_accepted(newline: str) -> None:
    lines = ["six==1.17.0 \\", f"    --hash=sha256:{HASH} \\", f"    --hash=sha256:{'00' * 32}", "    # via app"]
    assert read_pins(newline.join(lines)) == (Pin("six", "1.17.0", (), ("00" * 32, HASH)),)


def test_of_several_kinds_of_hashes_the_sha256_counts() -> None:
    line = f"six==1.17.0 --hash=sha512:{'0' * 128} --hash=sha256:{HASH} --hash=md5:{'0' * 32}"
    assert read_pins(line) == (Pin("six", "1.17.0", (), (HASH,)),)


@pytest.mark.parametrize(
    "other", [f"sha512:{'0' * 128}", "md5:00", f"sha256:{'0' * 63}", f"sha256:{'A' * 64}", f"sha256:{'0' * 65}"]
)
def test_hashes_without_a_sha256_are_not_taken_for_none(other: str) -> None:
    with pytest.raises(
        PackagingFailed, match=r"line 2 of requirements\.txt pins a version by hashes, none of which is a SHA-256"
    ):
        read_pins(f"a==1\nsix==1.17.0 --hash={other}")


@pytest.mark.parametrize(
    "line",
    [
        "six",
        "six>=1.17.0",
        "six==1.*",
        "six===1.17.0",
        "six==1.17.0,<2",
        "-r other.txt",
        "-e .",
        "--index-url=https://packages.example/simple",
        "--extra-index-url https://packages.example/simple",
        "six==1.17.0 --index-url https://packages.example/simple",
        "six==1.17.0 --config-settings=x=y",
        "six @ https://packages.example/six.whl",
        "git+https://packages.example/six",
        "https://packages.example/six.whl",
        "./six.whl",
        "/six.whl",
        "${INDEX}==1.0",
        "--target=/",
        "six==1.17.0 \\",
        "-six==1.0",
    ],
)
def test_whatever_is_no_exact_pin_is_refused(line: str) -> None:
    with pytest.raises(PackagingFailed, match="not an exact pin"):
        read_pins(f"idna==3.20\n{line}")


def test_a_package_is_pinned_once() -> None:
    with pytest.raises(PackagingFailed, match="pins flask-cors more than once"):
        read_pins("flask-cors==6.0.5\nFlask.CORS==6.0.4")


ARM = lambda_target("python3.12", "arm64")


@pytest.mark.parametrize(
    ("marker", "holds"),
    [
        ("'dev' in dependency_groups", False),
        ("'dev' not in dependency_groups", True),
        ("'fast' in extras or os_name == 'posix'", True),
        ("extra == 'fast'", False),
        ("python_full_version >= '3.12.4'", True),  # Lambda has the newest patch release
        ("python_full_version < '3.13'", True),
    ],
)
def test_a_marker_of_a_lock_is_asked_without_extras_and_groups(marker: str, holds: bool) -> None:
    assert bool(pins_for([Pin("a", "1", marker=marker)], ARM)) == holds


def test_a_marker_does_not_ask_for_the_release_of_the_machine_that_builds() -> None:

    for name, own in (("platform_release", platform.release()), ("platform_version", platform.version())):
        assert not pins_for([Pin("a", "1", marker=f"{name} == '{own}'")], ARM)


@pytest.mark.parametrize(
    "need", ["bar (>=1.0.*)", "", "bar; os_name =", "bar; platform_version ~= '1.0'", "bar; " + "(" * 9999]
)
def test_a_need_that_cannot_be_read_is_refused_in_a_sentence(need: str) -> None:
    with pytest.raises(PackagingFailed, match=r"a 1(\.0)?|bar"):
        refuse_unpinned([Pin("a", "1")], [InstalledWheel("a", "1", (need,))], ARM)


def test_markers_choose_for_the_target_and_not_for_this_machine() -> None:
    text = (
        "a==1; python_version < '3.12'\na==2; python_version >= '3.12'\nb==1 ; platform_machine == 'x86_64' --hash=sha256:"
        + HASH
    )
    assert pins_for(read_pins(text), lambda_target("python3.12", "arm64")) == (Pin("a", "2"),)
    assert pins_for(read_pins(text), lambda_target("python3.11", "x86_64")) == (
        Pin("a", "1"),
        Pin("b", "1", (), (HASH,)),
    )
    with pytest.raises(PackagingFailed, match="a is pinned more than once for Python"):
        pins_for(read_pins("a==1\n" + text), lambda_target("python3.12", "arm64"))
    with pytest.raises(PackagingFailed, match="a marker that cannot be asked"):
        pins_for(read_pins("a==1; nonsense < 3"), lambda_target("python3.12", "arm64"))


@given(text=st.text("ab1.=-[]# \\\n\r\t;@/:\x0b\u2028", max_size=40))
def test_what_is_handed_to_pip_never_begins_with_a_dash_and_is_one_line(text: str) -> None:
    try:
        pins = read_pins(text)
    except PackagingFailed:
        return
    assert all(not str(pin).startswith("-") and len(str(pin).splitlines()) == 1 for pin in pins)


@given(
    pins=st.lists(
        st.builds(
            Pin,
            st.from_regex(r"[a-z][a-z0-9]{0,4}(-[a-z0-9]{1,4})?", fullmatch=True),
            st.from_regex(r"[0-9]{1,2}\.[0-9]{1,3}(rc1|\.post2|\+cpu)?", fullmatch=True),
            st.lists(st.sampled_from(["fast", "socks"]), unique=True).map(lambda extras: tuple(sorted(extras))),
            st.lists(st.sampled_from([HASH, "00" * 32]), unique=True).map(lambda hashes: tuple(sorted(hashes))),
        ),
        unique_by=lambda pin: pin.name,
        max_size=4,
    )
)
def test_what_is_written_for_pip_reads_back_as_the_same_pins(pins: Any) -> None:
    assert read_pins("\n".join(map(str, pins))) == tuple(sorted(pins))
