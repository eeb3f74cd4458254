"""Functions whose code somebody has changed by hand, which no plan tells: Terraform keeps the hash in its state alone. Pure."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from shlex import join

from meshctl.drift.changed_by_hand import CHANGED, ChangedResource
from meshctl.drift.own_resources import FUNCTION, OwnResource
from meshctl.drift.seen_resources import CODE, SeenResource

_HASH = "source_code_hash"


def changed_code(
    seen: Collection[SeenResource], own: Collection[OwnResource], packages: str
) -> tuple[ChangedResource, ...]:
    """The functions that run other code than was applied; `packages` is the directory with what `meshctl package` builds."""
    runs = {one.touches[0]: one.says for one in seen if one.kind == CODE}
    functions = (one for one in own if one.type == FUNCTION and _HASH in one.texts)
    return tuple(
        _changed(one, packages) for one in functions if runs.get(one.arn, one.texts[_HASH]) != one.texts[_HASH]
    )


def with_changed_code(changed: Iterable[ChangedResource], code: Iterable[ChangedResource]) -> Iterator[ChangedResource]:
    """Each once: a function of which more was changed than its code is told with both."""
    left = {(one.stack, one.address): one for one in code}
    for one in changed:
        also = left.pop((one.stack, one.address), None)
        yield replace(one, differs=(*one.differs, *also.differs), upload=also.upload) if also else one
    yield from left.values()


def _changed(function: OwnResource, packages: str) -> ChangedResource:
    package = f"{packages}/{function.cause.name.replace('/', '.')}.zip"
    words = ("--function-name", function.name, "--zip-file", f"fileb://{package}", "--region", function.region)
    upload = join(("aws", "lambda", "update-function-code", *words))
    return ChangedResource(function.stack, function.cause, function.address, CHANGED, (CODE,), upload=upload)
