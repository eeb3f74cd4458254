"""A package is built where its bytes or its hash are asked for and not known, once, and errors say of which function."""

from dataclasses import replace

import pytest

from meshctl.app.packages.packaged_functions import functions_of
from meshctl.app.packages.stage_packages import PackageBuilder, StagePackages
from meshctl.errors import PackagingFailed
from meshctl.packaging.function_sources import FunctionSources
from meshctl.packaging.locks.pinning_files import PinningFiles
from meshctl.packaging.package import Package, package_of
from meshctl.packaging.targets import lambda_target, this_interpreter
from meshctl.results.packaged_functions import PackagedFunction
from tests.support.shop import shop_mesh

FUNCTIONS = functions_of(shop_mesh())
BOOK = "payments/ledger/book"
SOURCES = FunctionSources(
    "ledger", {"handler.py": b"def handle(*_): ..."}, "handler.handle", PinningFiles(), this_interpreter()
)


def read(function: PackagedFunction) -> FunctionSources:
    return replace(SOURCES, handler=f"{_name(function)}.handle")


def _name(function: PackagedFunction) -> str:
    return function.key.rpartition("/")[2]


class Builder:
    """Remembers what it has built."""

    def __init__(self) -> None:
        self.built: list[str] = []

    def __call__(self, sources: FunctionSources) -> Package:
        self.built.append(sources.handler)
        return package_of({"handler": sources.handler.encode()})


def packages(builder: Builder) -> StagePackages:
    return StagePackages(FUNCTIONS, PackageBuilder(read, builder, lambda sources: sources.digest("packager")))


def test_a_package_whose_sources_are_known_is_not_built() -> None:
    first, second = Builder(), Builder()
    hashes = packages(first).hashes({})
    assert packages(second).hashes(packages(first).built(hashes)) == hashes
    assert (len(first.built), second.built) == (len(hashes), [])


def test_its_bytes_are_built_when_they_are_asked_for_and_once() -> None:
    builder = Builder()
    made = packages(builder)
    known = made.built(dict.fromkeys(made.all(), "known"))
    builder.built.clear()
    again = packages(builder)
    assert again.hashes(known)[BOOK] == "known"
    assert again.contents([BOOK])[BOOK] == again.package(BOOK).content
    assert builder.built == ["book.handle"]


@pytest.mark.parametrize(
    "other",
    [
        replace(SOURCES, own={"handler.py": b"def handle(*_): return 1"}),
        replace(SOURCES, own={"handler.py": SOURCES.own["handler.py"], "more.py": b""}),
        replace(SOURCES, own={"handlers.py": SOURCES.own["handler.py"]}),
        replace(SOURCES, handler="handler.other"),
        replace(SOURCES, pinning=PinningFiles({"requirements.txt": "six==1.17.0"})),
        replace(SOURCES, target=lambda_target("python3.12", "arm64")),
    ],
)
def test_whatever_decides_about_its_bytes_gives_sources_another_digest(other: FunctionSources) -> None:
    assert other.digest("packager") != SOURCES.digest("packager")


def test_so_does_another_packager_but_no_other_directory() -> None:
    assert SOURCES.digest("another") != SOURCES.digest("packager")
    assert replace(SOURCES, place="elsewhere").digest("packager") == SOURCES.digest("packager")


def refuse(about: object) -> Package:
    raise PackagingFailed("it is broken", "mend it")


def test_what_cannot_be_built_is_named_with_its_place() -> None:
    failing = StagePackages(FUNCTIONS, PackageBuilder(read, refuse, lambda sources: sources.digest("")))
    with pytest.raises(PackagingFailed, match=rf"^{BOOK} \(payments/ledger.yaml:\d+:\d+\): it is broken$") as error:
        failing.package(BOOK)
    assert error.value.hint == "mend it"


def test_every_function_that_fails_is_told_at_once() -> None:
    def failing(sources: FunctionSources) -> Package:
        raise PackagingFailed(f"{sources.handler} is bad", f"mend {sources.handler}")

    with pytest.raises(PackagingFailed) as refusal:
        StagePackages(FUNCTIONS, PackageBuilder(read, failing, lambda sources: sources.handler)).all()
    wanted = [f"{_name(one)}.handle" for one in FUNCTIONS]
    assert refusal.value.message.startswith(f"{len(wanted)} functions cannot be packaged:")
    assert all(f"{one} is bad" in refusal.value.message and f"mend {one}" in refusal.value.message for one in wanted)
