"""`--changed-since REVISION` narrows to the systems that are another thing than they were, and says what it leaves out."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.catalogues import CAPTURE, CHECKOUT, MESH, write_catalogue
from tests.support.running import QUIET, Done, meshctl

GOES_ON = "error: the embedded AWS is not running\n"
SAME = "No system of local has changed since HEAD: there is nothing to do.\n"
WITHOUT_PAYMENTS = MESH.replace(', payments: "333333333333"', "")
HANDLER = "payments/lambdas/charge/handler.py"


def git(directory: Path, *arguments: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.com")
    subprocess.run(["git", *who, *arguments], cwd=directory, check=True, capture_output=True, env=QUIET)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The small catalogue, as it was committed last."""
    catalogue = write_catalogue(tmp_path)
    git(catalogue, "init", "-q")
    git(catalogue, "add", ".")
    git(catalogue, "commit", "-qm", "as it was")
    return catalogue


def plan(catalogue: Path, files: Mapping[str, str | None], *more: str) -> Done:
    for path, text in files.items():
        (catalogue / path).parent.mkdir(parents=True, exist_ok=True)
        (catalogue / path).write_text(text) if text is not None else (catalogue / path).unlink()
    return meshctl(catalogue, "plan", "--stage", "local", "--changed-since", "HEAD", *more)


def test_where_nothing_has_changed_there_is_nothing_to_do(kept: Path) -> None:
    done = plan(kept, {})
    assert (done.code, done.out, done.err) == (0, "", SAME)


def test_programs_are_told_so_as_well(kept: Path) -> None:
    done = plan(kept, {}, "--format", "json")
    assert json.loads(done.out)["changes"] == []


def test_a_page_has_a_section_that_says_so(kept: Path) -> None:
    done = plan(kept, {}, "--format", "markdown")
    assert done.out == "### Changes in local\n\nNo system of local has changed since HEAD: there is nothing to do.\n"


def test_a_plan_that_does_nothing_takes_the_place_of_an_earlier_one_and_is_applied(kept: Path, tmp_path: Path) -> None:
    approved = tmp_path / "approved"
    approved.mkdir()
    (approved / "approved.json").write_text("an earlier one")
    assert plan(kept, {}, "--out", str(approved)).code == 0
    assert {one.name for one in approved.iterdir()} == {"plan.txt", "plan.md", "plan.json", "approved.json"}
    done = meshctl(kept, "apply", str(approved), "--format", "json")
    assert (done.code, json.loads(done.out)["changes"]) == (0, [])
    assert done.err == "Nothing to do: it was approved that nothing changes.\n"


def test_a_source_that_may_be_executed_now_has_changed(kept: Path) -> None:
    (kept / HANDLER).chmod(0o755)
    assert plan(kept, {}).err != SAME
    git(kept, "commit", "-qam", "executable")
    assert plan(kept, {}).err == SAME
    (kept / HANDLER).chmod(0o644)
    assert plan(kept, {}).err != SAME


@pytest.mark.parametrize(
    ("files", "changed"),
    [
        ({HANDLER: "def handle(event, context):\n    return 1\n"}, "payments"),
        ({"payments/lambdas/charge/more.py": "MORE = 1\n"}, "payments"),
        ({"payments/lambdas/charge/requirements.txt": "# none\n"}, "payments"),
        ({"payments/capture.yaml": CAPTURE.replace('numeric: [">", 0]', 'numeric: [">", 1]')}, "payments"),
        ({"orders/checkout.yaml": CHECKOUT + "# as before\n"}, None),
        ({"orders/checkout.yaml": CHECKOUT + "queues:\n  letters: {}\n"}, "orders"),
        ({"mesh.yaml": MESH + "defaults: {tags: {cost: shop}}\n"}, "orders, payments"),
    ],
    ids=["a source", "a new source", "a pin", "a filter", "the same in other words", "a queue", "everybody's tags"],
)
def test_it_is_said_which_systems_have_changed(kept: Path, files: Mapping[str, str], changed: str | None) -> None:
    done = plan(kept, files)
    if changed is None:
        assert (done.code, done.err) == (0, SAME)
    else:
        assert f"Changed since HEAD: {changed}.\n" in done.err
        assert GOES_ON in done.err


@pytest.mark.parametrize(("validate", "changed"), [(True, "Changed since HEAD: orders.\n"), (False, SAME)])
def test_a_file_that_schemas_share_is_part_of_each_function_that_judges_by_them(
    kept: Path, validate: bool, changed: str
) -> None:
    place = (
        f"functions:\n  place: {{source: lambdas/place, handler: handler.handle, validate: {json.dumps(validate)}}}\n"
    )
    shared = {"schemas/money.json": '{"type": "integer"}'}
    files = {
        "orders/checkout.yaml": CHECKOUT + place,
        "orders/lambdas/place/handler.py": "def handle(event, context): ...\n",
        "orders/events/OrderPlaced.v1.json": '{"type": "object", "properties": {"total": {"$ref": "../../schemas/money.json"}}}',
    }
    plan(kept, {**files, **shared})
    git(kept, "add", ".")
    git(kept, "commit", "-qm", "with a shared schema")
    assert plan(kept, {}).err == SAME
    assert changed in plan(kept, {"schemas/money.json": '{"type": "number"}'}).err


@pytest.mark.parametrize(
    "path", [f"payments/lambdas/charge/{name}" for name in (".hidden", "__pycache__/handler.py", "a.pyc")]
)
def test_what_is_in_no_package_changes_nothing(kept: Path, path: str) -> None:
    assert plan(kept, {path: "x"}).err == SAME


def test_what_is_left_out_is_named(kept: Path) -> None:
    shrunk = plan(
        kept,
        {
            HANDLER: "def handle(event, context):\n    return 1\n",
            "mesh.yaml": MESH + "defaults: {archive: {keep: 3d}}\n",
        },
    )
    assert "Left out: 1 system that has not changed: orders.\n" in shrunk.err
    assert (
        "Left out: what has changed for all systems in hub; `meshctl apply --stage local` changes it.\n" in shrunk.err
    )


def test_a_system_that_is_gone_is_named_with_what_takes_it_down(kept: Path) -> None:
    done = plan(kept, {"mesh.yaml": WITHOUT_PAYMENTS, "payments/capture.yaml": None, "payments/system.yaml": None})
    assert (
        "Left out: payments, which the catalogue has no more; `meshctl apply --stage local --allow-deletes`" in done.err
    )
    assert "No system of local has changed since HEAD.\n" in done.err


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({}, 0),
        ({"mesh.yaml": MESH + "defaults: {archive: {keep: 3d}}\n"}, 3),
        ({"mesh.yaml": WITHOUT_PAYMENTS, "payments/capture.yaml": None, "payments/system.yaml": None}, 3),
    ],
    ids=["nothing", "what is everybody's", "a system has gone"],
)
def test_there_is_something_to_do_where_changes_are_left_out(
    kept: Path, files: Mapping[str, str | None], code: int
) -> None:
    done = plan(kept, files, "--exit-code")
    assert (done.code, "nothing to do" in done.err) == (code, code == 0)


def test_what_was_broken_then_cannot_be_compared(kept: Path) -> None:
    plan(kept, {"payments/capture.yaml": "service: [\n"})
    git(kept, "commit", "-qam", "broken")
    done = plan(kept, {"payments/capture.yaml": CAPTURE})
    assert (done.code, "in the catalogue as it was, it has errors" in done.err) == (1, True)


@pytest.mark.parametrize("revision", ["", "no-such-revision", "--all"])
def test_no_revision_is_a_sentence(kept: Path, revision: str) -> None:
    done = meshctl(kept, "plan", "--stage", "local", f"--changed-since={revision}")
    assert (done.code, done.err.startswith("error: ")) == (1, True)


def test_both_ways_to_narrow_are_one_too_many(kept: Path) -> None:
    assert plan(kept, {}, "--only", "orders").code == 2
