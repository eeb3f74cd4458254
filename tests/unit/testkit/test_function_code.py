"""A function runs under test as Lambda runs it: its imports, what it is told, and what makes it fail."""

import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from meshctl.adapters.catalogue_files import read_catalogue_files
from meshctl.adapters.installation import make_meshkit_known
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.errors import NotFound
from meshctl.testkit.function_trial import EventNotHandled, FunctionTrial, try_function
from tests.support.catalogues import CAPTURE, MESH, write_catalogue

SOURCE = "payments/lambdas/charge"
PLAIN = "def handle(event, context):\n    return "
LATE = """\
import faults
def handle(event, context):
    import work
    try:
        work.fail()
    except faults.Fault:
        return "caught"
"""


@pytest.fixture(autouse=True)
def untouched() -> Iterator[None]:
    """What a trial imports is nobody else's."""
    make_meshkit_known()
    before = dict(sys.modules)
    yield
    assert {name for name in sys.modules if sys.modules[name] is not before.get(name)} & {"handler", "work"} == set()


def trial(directory: Path, handler: str, files: dict[str, str]) -> FunctionTrial:
    own: dict[str, str | bytes | None] = {f"{SOURCE}/{name}": text for name, text in files.items()}
    said = {
        "payments/capture.yaml": CAPTURE.replace("handler.handle", handler),
        "mesh.yaml": MESH.replace("eu-west-1", "eu-north-1"),
    }
    catalogue = write_catalogue(directory, {f"{SOURCE}/handler.py": None, **own, **said})
    mesh = read_catalogue(read_catalogue_files(catalogue)).mesh
    assert mesh
    return try_function(mesh, catalogue, "payments/capture/charge")


def answer(tried: FunctionTrial) -> object:
    with tried.code.running():
        return tried.handler({}, tried.context)


@pytest.mark.parametrize(
    ("handler", "files"),
    [
        ("work.handle", {"work/__init__.py": PLAIN + "1"}),
        ("work.handler.handle", {"work/handler.py": "from .core import ONE\n" + PLAIN + "ONE", "work/core.py": "ONE = 1"}),
        ("work.handler.handle", {"work/__init__.py": "", "work/handler.py": "from . import core\n" + PLAIN + "core.ONE", "work/core.py": "ONE = 1"}),
        ("handler.handle", {"handler.py": "from work.core import ONE\n" + PLAIN + "ONE", "work/core.py": "ONE = 1"}),
        ("handler.handle", {"handler.py": "def handle(event, context):\n    from work import ONE\n    return ONE", "work.py": "ONE = 1"}),
        ("handler.handle", {"handler.py": "import sys\nassert sys.modules[__name__].__file__\n" + PLAIN + "1"}),
    ],
)  # fmt: skip
def test_code_is_imported_as_lambda_imports_it(tmp_path: Path, handler: str, files: dict[str, str]) -> None:
    assert answer(trial(tmp_path, handler, files)) == 1


def test_what_is_imported_late_is_of_the_same_modules(tmp_path: Path) -> None:
    work = "import faults\ndef fail():\n    raise faults.Fault"
    tried = trial(
        tmp_path, "handler.handle", {"handler.py": LATE, "work.py": work, "faults.py": "class Fault(Exception): ..."}
    )
    assert [answer(tried), answer(tried)] == ["caught", "caught"]


def test_two_functions_have_modules_of_the_same_names(tmp_path: Path) -> None:
    one, other = (
        trial(
            tmp_path / name,
            "handler.handle",
            {"handler.py": "import work\n" + PLAIN + "work.NAME", "work.py": f"NAME = {name!r}"},
        )
        for name in ("one", "other")
    )
    assert [answer(one), answer(other), answer(one)] == ["one", "other", "one"]


def test_what_somebody_else_has_imported_by_that_name_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "parts", sys)
    assert (
        answer(
            trial(
                tmp_path,
                "handler.handle",
                {"handler.py": "import parts\n" + PLAIN + "parts.ONE", "parts.py": "ONE = 1"},
            )
        )
        == 1
    )
    assert sys.modules["parts"] is sys


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("context.function_name", "shop_local_payments_capture_charge"),
        ("context.memory_limit_in_mb", "256"),
        ("context.get_remaining_time_in_millis() > 0", True),
        ("context.invoked_function_arn.split(':')[3]", "eu-north-1"),
        ("len(context.aws_request_id)", 36),
        ("context.log_group_name == os.environ['AWS_LAMBDA_LOG_GROUP_NAME']", True),
        ("os.environ['AWS_REGION']", "eu-north-1"),
        ("os.environ['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']", "256"),
    ],
)
def test_a_handler_is_told_what_lambda_tells(tmp_path: Path, asked: str, told: object) -> None:
    assert answer(trial(tmp_path, "handler.handle", {"handler.py": "import os\n" + PLAIN + asked})) == told


@pytest.mark.parametrize("answered", ["{1}", "print", "b''", "iter([])", "exit(0)", "{}[0]", "{(1,): 1}"])
def test_what_fails_on_lambda_fails_the_test(tmp_path: Path, answered: str) -> None:
    with pytest.raises(EventNotHandled):
        trial(tmp_path, "handler.handle", {"handler.py": PLAIN + answered}).handle({})


def test_what_lambda_writes_is_no_failure(tmp_path: Path) -> None:
    tried = trial(
        tmp_path, "handler.handle", {"handler.py": "from decimal import Decimal\n" + PLAIN + "[Decimal('1.5'), None]"}
    )
    assert (tried.handle({}), answer(tried)) == ([], [Decimal("1.5"), None])


def test_what_a_function_was_handed_is_remembered_without_its_table(tmp_path: Path) -> None:
    counting = "from meshkit import DynamoStore, consumer\nseen = []\n@consumer(once=DynamoStore())\ndef handle(event):\n    seen.append(event.data['total'])\n"
    tried = trial(tmp_path, "handler.handle, idempotent: true", {"handler.py": counting})
    seen = tried.code.handler("handler.seen")
    tried.receive("placed", total=1)
    tried.receive("placed", total=2)
    again = tried.arrival("placed").payload({"total": 3})
    tried.handle(again)
    tried.handle(again)
    assert seen == [1, 2, 3]


def test_a_handler_of_what_is_not_installed_is_told(tmp_path: Path) -> None:
    files = {"handler.py": PLAIN + "1", "requirements.txt": "nowhere==1\n"}
    with pytest.raises(NotFound, match="there is no nowhere in"):
        trial(tmp_path, "nowhere.handle", files)
