"""A handler that is there, and that Lambda could not call as it does, is told before it is deployed."""

import sys

import pytest

from meshctl.errors import PackagingFailed
from meshctl.packaging.handlers.handler import refuse_missing_handler

OURS = sys.version_info[:2]

IDLE = b"async def handle(event, context): ..."


@pytest.mark.parametrize(
    "files",
    [
        {"handler.py": IDLE},
        {"handler.py": b"def handle(event, context): yield 1"},
        {"handler.py": b"async def run(event, context): ...\nhandle = run"},
        {"handler.py": b"from work import *", "work.py": IDLE},
        {"handler.py": b"from work import handle", "work.py": IDLE},
        {
            "handler.py": b"from app import run as handle",
            "app/__init__.py": b"from .it import handle as run",
            "app/it.py": IDLE,
        },
    ],
)
def test_what_a_call_does_not_run_is_told(files: dict[str, bytes]) -> None:
    with pytest.raises(
        PackagingFailed, match="defines 'handle' as `async def` or with `yield`, of which Lambda's call"
    ):
        refuse_missing_handler(files, "handler.handle", OURS)


@pytest.mark.parametrize("value", ["None", "1", "'text'", "f'{x}'", "[]", "{}", "(1, 2)", "[one for one in x]"])
@pytest.mark.parametrize("said", ["handle = {0}", "handle: object = {0}", "x = 1\nif x:\n  handle = {0}"])
def test_what_nobody_can_call_is_told(said: str, value: str) -> None:
    with pytest.raises(PackagingFailed, match="defines 'handle' as a value that nobody can call"):
        refuse_missing_handler({"handler.py": said.format(value).encode()}, "handler.handle", OURS)


@pytest.mark.parametrize(
    "source",
    [
        "def handle(): ...",
        "def handle(event): ...",
        "def handle(self, event, context): ...",
        "def handle(event, *, context): ...",
        "handle = lambda event: None",
        "def run(event): ...\nhandle = run",
    ],
)
def test_a_function_that_lambdas_call_does_not_fit_is_told_what_fits(source: str) -> None:
    with pytest.raises(PackagingFailed, match="cannot be called with an event and a context") as refusal:
        refuse_missing_handler({"handler.py": source.encode()}, "handler.handle", OURS)
    assert "write `@consumer` of meshkit above it" in refusal.value.hint


@pytest.mark.parametrize(
    "head",
    [
        "from meshkit import consumer\n@consumer\n",
        "import meshkit\n@traced\n@meshkit.consumer\n",
        "from meshkit import Event, consumer as handles, MemoryStore\n@handles(once=MemoryStore())\n",
    ],
)
def test_what_meshkits_consumer_would_refuse_is_told_before_it_does(head: str) -> None:
    refuse_missing_handler({"handler.py": f"{head}def handle(event): ...".encode()}, "handler.handle", OURS)
    for wrong, told in {
        "def handle(event, context): ...": "cannot be called with one event",
        "def handle(): ...": "cannot be called with one event",
        "async def handle(event): ...": "as `async def` or with `yield`",
        "def handle(event): yield": "as `async def` or with `yield`",
    }.items():
        with pytest.raises(PackagingFailed, match=told):
            refuse_missing_handler({"handler.py": f"{head}{wrong}".encode()}, "handler.handle", OURS)
