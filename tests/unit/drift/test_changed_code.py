from dataclasses import replace

from meshctl.drift.added_by_hand import added_by_hand
from meshctl.drift.changed_by_hand import CHANGED, ChangedResource
from meshctl.drift.changed_code import changed_code, with_changed_code
from meshctl.drift.own_resources import known_names
from meshctl.drift.seen_resources import CODE, SeenResource

from .standing import FUNCTION_ARN, IN_STATE, NAMES_BEGIN, STACK, UNTOUCHED, own

UPLOADED = SeenResource(CODE, ("shop_dev_pack",), (FUNCTION_ARN,), "other code")


def found(*seen: SeenResource) -> tuple[ChangedResource, ...]:
    return changed_code(seen, own(), ".meshctl/packages/dev")


def test_a_function_that_runs_what_was_applied_is_not_told() -> None:
    assert found(*UNTOUCHED) == ()


def test_a_function_that_runs_other_code_is_told_as_changed_with_the_command_that_uploads_its_own() -> None:
    (told,) = found(UPLOADED)
    assert (told.stack, str(told.cause), told.action, told.differs) == (
        STACK,
        "function orders/care/pack",
        CHANGED,
        (CODE,),
    )
    assert told.upload == (
        "aws lambda update-function-code --function-name shop_dev_pack"
        " --zip-file fileb://.meshctl/packages/dev/orders.care.pack.zip --region eu-west-1"
    )


def test_it_is_nothing_that_was_added() -> None:
    assert added_by_hand([UPLOADED], own(), known_names(IN_STATE), NAMES_BEGIN) == ()


def test_where_its_code_could_not_be_asked_for_nothing_is_told() -> None:
    assert found() == ()


def test_a_function_of_which_more_was_changed_is_told_once() -> None:
    (code,) = found(UPLOADED)
    memory = replace(code, differs=("memory_size",), upload="")
    assert [*with_changed_code([memory], [code])] == [replace(code, differs=("memory_size", CODE))]
    assert [*with_changed_code([replace(memory, address="x")], [code])] == [replace(memory, address="x"), code]
