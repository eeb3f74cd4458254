"""Events with any schema, as a service uses them; what somebody may write into one to do harm; and models that are run."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from meshctl.adapters.codegen.environment import GENERATOR
from meshctl.adapters.codegen.generate_models import generate_models
from meshctl.adapters.environments.program_environment import python_of
from meshctl.codegen.event_classes import EventClass, UsedEvent, event_classes
from meshctl.codegen.model_document import model_document
from meshctl.codegen.sound_models import refuse_unsound_models
from meshctl.model.events import Event
from meshctl.model.places import Place

NOWHERE = Place("")
EVIL = [
    '"""', "'''", "\\", "\\\\", "\n", "\r", "\u2028", "\x00", "*/", "/*", "//", "`", "${x}", "{{ x }}", "{% raw %}", "#", "'", '"',
    '"""\nimport os\nos.system("x")\n"""', "'+__import__('os').system('x')+'", "*/ evil(); /*", "\"); evil(\"", "\u202e", "\ufeff",
    "__import__('os')", "class", "def", "None", "True", "self", "model_dump", "model_config", "__init__", "_private", "event_name",
    "str", "int", "list", "dict", "Any", "Literal", "BaseModel", "Field", "é", "e\u0301", "日本", "", " ", "1", "a b", "a-b", "a_b",
    "constructor", "__proto__", "from", "type", "OrderPlacedV1", "typing.Any", "#/components/schemas/OrderPlacedV1",
]  # fmt: skip
evil_texts = st.sampled_from(EVIL) | st.lists(st.sampled_from(EVIL), max_size=4).map("".join) | st.text(max_size=10)
_SAID = {
    "title": evil_texts,
    "description": evil_texts,
    "$comment": evil_texts,
    "pattern": evil_texts,
    "format": evil_texts,
    "default": evil_texts | st.lists(evil_texts, max_size=2),
    "examples": st.lists(evil_texts, max_size=2),
    "x-python-type": evil_texts,
    "customTypePath": st.just("os.system"),
    "customBasePath": st.just("os.PathLike"),
}
_LEAVES = st.fixed_dictionaries(
    {},
    optional={
        **_SAID,
        "type": st.sampled_from(["string", "integer", ["string", "null"]]),
        "enum": st.lists(evil_texts, min_size=1, max_size=4, unique=True),
        "const": evil_texts,
        "$ref": st.sampled_from(["#", "#/$defs/evil"]),
    },
)
evil_schemas: st.SearchStrategy[Any] = st.builds(
    lambda fields, more, required, said, name: {
        **said,
        "type": "object",
        "properties": {**fields, "inner": {"type": "array", "items": {"type": "object", "properties": more, **said}}},
        "required": required,
        "$defs": {"evil": {"type": "object", "properties": {name: {"type": "string"}}}, name: {"enum": [name]}},
    },
    st.dictionaries(evil_texts, _LEAVES, max_size=8),
    st.dictionaries(evil_texts, _LEAVES, max_size=4),
    st.lists(evil_texts, max_size=3, unique=True),
    st.fixed_dictionaries({}, optional=_SAID),
    evil_texts,
)


def event(name: str, version: int = 1, system: str = "orders", description: str = "") -> Event:
    return Event(name, version, system, "checkout", False, "x.json", description, NOWHERE, NOWHERE)


def classes_of(*schemas: Any) -> tuple[EventClass, ...]:
    """The classes of events `Placed0`, `Placed1`, ... with these schemas, which one service publishes and receives."""
    return event_classes(UsedEvent(event(f"Placed{at}"), one, True, True) for at, one in enumerate(schemas))


def models_of(events: Sequence[EventClass]) -> str:
    """The module that is generated, if it is nothing but models."""
    GENERATOR.built(os.environ)
    text = generate_models(model_document(events))
    refuse_unsound_models(text, [one.name for event in events for one in event.classes])
    return text


_ROUND_TRIP = """
import json, sys, warnings
warnings.simplefilter("error")
import models
for name, data in json.load(sys.stdin):
    try:
        read = getattr(models, name).model_validate(data)
        print(json.dumps(read.model_dump(mode="json", by_alias=True, exclude_unset=True)))
    except ValueError as error:
        print(json.dumps(str(error)))
"""


def round_trips(models: str, examples: Sequence[tuple[str, Any]], directory: Path) -> list[Any]:
    """What becomes of each example that goes through the class of its name."""
    (directory / "models.py").write_text(models)
    python = python_of(GENERATOR.find(os.environ))
    asked, environment = json.dumps(examples), {"PYTHONPATH": str(directory), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [python, "-c", _ROUND_TRIP],
        input=asked,
        capture_output=True,
        text=True,
        env=environment,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def type_checked(models: str, directory: Path) -> str:
    """What mypy says of models."""
    (directory / "models.py").write_text(models)
    python = python_of(GENERATOR.find(os.environ))
    strictly = [
        "--strict",
        "--config-file",
        os.devnull,
        "--cache-dir",
        str(directory),
        "--python-executable",
        str(python),
    ]
    command = [sys.executable, "-m", "mypy", *strictly, "models.py"]
    return subprocess.run(command, cwd=directory, capture_output=True, text=True, timeout=200, check=False).stdout
