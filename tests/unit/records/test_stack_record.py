"""A record tells what was written into it, and nothing else is taken for one."""

import json
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime
from importlib import import_module
from inspect import getmembers
from pkgutil import iter_modules
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.passes.generations import Retired
from meshctl.records.stack_record import Fingerprint, RecordUnusable, StackRecord, read_record, record_as_json
from meshctl.topology import parts
from tests.support.rendered import render_shop

STACKS = {stack.name: stack for stack in render_shop("dev").stacks}
KEY = ("333333333333", "system-payments")
RECORDS = [
    StackRecord(
        (stack.account, name), json.loads(json.dumps(stack.inputs)), None if name == "hub" else json.loads(json.dumps(stack.inputs))
    )
    for name, stack in STACKS.items()
]  # fmt: skip
PAYMENTS = next(one for one in RECORDS if one.key == KEY)
RETIRED = Retired(KEY, "queue", "capture/old", datetime(2026, 11, 27, 3, tzinfo=UTC))


def written(record: StackRecord) -> bytes:
    return record_as_json(record, "shop", "dev", "0.2.0")


def read(content: bytes, stack: tuple[str, str] = KEY) -> StackRecord:
    return read_record(content, "shop/dev/a.applied", "shop", "dev", stack)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.key[1])
def test_what_is_rendered_can_be_recorded_and_read_back(record: StackRecord) -> None:
    assert read(written(record), record.key) == record


def test_what_stands_retired_is_read_back_with_its_day() -> None:
    record = StackRecord(KEY, PAYMENTS.done, None, (RETIRED,))
    assert read(written(record)) == record


def test_what_it_was_compared_by_and_what_its_packages_were_built_of_are_read_back() -> None:
    record = StackRecord(KEY, PAYMENTS.done, None, (), Fingerprint("code", '"etag"'), {"sources": "hash"})
    assert read(written(record)) == record


def by_a_role(inputs: Any) -> Any:
    return {**inputs, "stack": {**inputs["stack"], "deploy_role": "arn:aws:iam::222222222222:role/Former"}}


def test_a_record_of_before_there_were_fingerprints_has_none() -> None:
    older = {key: one for key, one in SAID.items() if key not in ("fingerprint", "built")} | {"version": 1}
    older["done"] = by_a_role(older["done"])
    assert read(json.dumps(older).encode()) == StackRecord(KEY, PAYMENTS.done, None, (RETIRED,))


def test_a_record_of_before_stacks_were_of_no_role_has_none_either() -> None:
    older = SAID | {"version": 2, "done": by_a_role(PAYMENTS.done), "begun": by_a_role(PAYMENTS.done)}
    assert read(json.dumps(older).encode()) == StackRecord(KEY, PAYMENTS.done, PAYMENTS.done, (RETIRED,))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield from places(one, (*path, key))


PARTS = [
    one
    for room in iter_modules(parts.__path__)
    for _, one in getmembers(import_module(f"{parts.__name__}.{room.name}"), is_dataclass)
]
LATER = {
    one.name
    for part in PARTS
    for one in fields(part)
    if one.default is not MISSING or one.default_factory is not MISSING
} - {"description"}
"""The fields that records of an older meshctl do not have."""
SAID = json.loads(written(StackRecord(KEY, PAYMENTS.done, None, (RETIRED,))))
OTHERS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.text(max_size=3), st.just([]), st.just({}), st.just([{}])
)


def with_another(place: tuple[Any, ...], other: Any, *, added: bool) -> Any:
    """The record with something else at a place, or with something more in it."""
    whole = within = {"record": json.loads(json.dumps(SAID))}
    *way, last = ("record", *place)
    for step in way:
        within = within[step]
    if added and isinstance(within[last], dict):
        within[last]["more"] = other
    else:
        within[last] = other
    return whole["record"]


@given(st.sampled_from([*places(SAID)]), OTHERS, st.booleans())
def test_whatever_is_changed_it_is_read_as_a_record_or_refused_in_a_sentence(
    place: tuple[Any, ...], other: Any, added: bool
) -> None:
    content = json.dumps(with_another(place, other, added=added)).encode()
    if (refused := refusal_of(content)) is None:
        assert read(written(read(content))) == read(content)
    else:
        assert refused.message.startswith('the record "shop/dev/a.applied"')
        assert refused.hint


def refusal_of(content: bytes) -> RecordUnusable | None:
    try:
        read(content)
    except RecordUnusable as error:
        return error
    return None


@given(st.binary(max_size=60))
def test_any_bytes_are_refused_in_a_sentence(content: bytes) -> None:
    with pytest.raises(RecordUnusable):
        read(content)


def changed(**fields: object) -> bytes:
    return json.dumps(SAID | fields).encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (changed(version=4), "was written by a later meshctl"),
        (changed(version=1), "is not of the form"),
        (changed(version=True), "is not of the form"),
        (changed(fingerprint={"code": "a"}), "is not of the form"),
        (changed(built={"sources": 1}), "is not of the form"),
        (changed(mesh="store"), "is that of another stack"),
        (changed(account="444444444444"), "is that of another stack"),
        (changed(owner="orders"), "names another root or owner"),
        (changed(done=RECORDS[0].done), "holds inputs of another form"),
        (changed(begun=json.loads(json.dumps(STACKS["system-orders"].inputs))), "holds the inputs of another stack"),
        (changed(retired=[{"kind": "queue", "name": "a", "until": "soon"}]), "names a day that is none"),
        (changed(retired=[{"kind": "queue", "name": "a", "until": "2026-11-27T03:00:00"}]), "names a time of no zone"),
        (b"[" * 200_000, "is no JSON"),
    ],
)
def test_what_is_wrong_with_it_is_said(content: bytes, said: str) -> None:
    with pytest.raises(RecordUnusable, match=said):
        read(content)


@pytest.mark.parametrize("path", ["../../secret", "packages/../x.zip", "/etc/passwd", "packages/a/b.zip"])
def test_a_package_outside_its_stack_is_refused(path: str) -> None:
    inputs = json.loads(json.dumps(PAYMENTS.done))
    next(iter(inputs["functions"].values()))["package"] = path
    with pytest.raises(RecordUnusable, match="names a package outside"):
        read(changed(done=inputs))


def without_defaults(value: Any) -> Any:
    """The inputs as a meshctl wrote them that knew no field with a default."""
    if isinstance(value, list):
        return [without_defaults(one) for one in value]
    return (
        {key: without_defaults(one) for key, one in value.items() if key not in LATER}
        if isinstance(value, dict)
        else value
    )


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.key[1])
def test_what_an_older_meshctl_did_not_write_has_its_default(record: StackRecord) -> None:
    older = json.loads(written(record))
    for inputs in filter(None, (older["done"], older["begun"])):
        stack = inputs["stack"]
        inputs.update(without_defaults(inputs), stack=stack)
        for later in LATER & inputs.keys():
            del inputs[later]
    assert read(json.dumps(older).encode(), record.key).done.keys() == record.done.keys()


def test_what_every_meshctl_wrote_has_none() -> None:
    older = json.loads(json.dumps(SAID))
    del older["done"]["bus"]["arn"]
    assert refusal_of(json.dumps(older).encode()) is not None
