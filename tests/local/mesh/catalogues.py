"""The catalogues that the end-to-end tests run. Text and copies only."""

import shutil
from collections.abc import Mapping
from pathlib import Path

SHOP = Path(__file__).parents[3] / "examples" / "shop" / "catalogue"

NOTARY = {
    "payments/notary.yaml": """\
service: notary
description: Seals what it is given, and never manages to.

functions:
  seal: {source: lambdas/notary, handler: handler.handle, timeout: 1s}

subscribes:
  to-seal:
    event: orders/OrderPlaced
    where: {customer_id: [wants-a-seal]}
    deliver_to: {function: seal}
""",
    "payments/lambdas/notary/handler.py": """\
from meshkit import Event, consumer


@consumer
def handle(event: Event) -> None:
    raise RuntimeError("no sealing wax")
""",
}

DRAFTS = """\

subscribes:
  drafted:
    event: press/Drafted
    deliver_to: {function: proofread, buffer: none}
"""

GAZETTE = {
    "mesh.yaml": """\
mesh: gazette
region: eu-central-1
stages:
  local: {cloud: local}
defaults:
  archive: {keep: 30d}
  function: {runtime: python3.12, memory: 128MB, timeout: 5s}
""",
    "press/system.yaml": "system: press\ndescription: Writes and prints.\nowner: {team: press, contact: p@press.example}\n",
    "press/editor.yaml": """\
service: editor
description: Writes and prints.

publishes:
  Printed: {version: 1, schema: events/any.json, description: A paper is out.}
  Drafted: {version: 1, schema: events/any.json, visibility: private, description: A paper is to be read.}

functions:
  proofread: {source: lambdas/editor, handler: handler.handle}
"""
    + DRAFTS,
    "press/events/any.json": '{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}\n',
    "press/lambdas/editor/handler.py": "from meshkit import consumer\n\nhandle = consumer(lambda event: None)\n",
    "desk/system.yaml": "system: desk\ndescription: Reads.\nowner: {team: desk, contact: d@desk.example}\n",
    "desk/reader.yaml": """\
service: reader
description: Reads what is printed.

queues:
  inbox: {}

subscribes:
  printed:
    event: press/Printed
    deliver_to: {queue: inbox}
""",
}


def shop(directory: Path) -> Path:
    """A copy of examples/shop, with a function that always fails."""
    ignored = shutil.ignore_patterns(".meshctl", "__pycache__")
    return written(NOTARY, Path(shutil.copytree(SHOP, directory / "catalogue", ignore=ignored)))


def gazette(directory: Path) -> Path:
    """Two systems, as small as can be: a public event to a queue, a private one to a function."""
    return written(GAZETTE, directory / "catalogue")


def written(files: Mapping[str, str], catalogue: Path) -> Path:
    """The catalogue with these files."""
    for path, text in files.items():
        (catalogue / path).parent.mkdir(parents=True, exist_ok=True)
        (catalogue / path).write_text(text)
    return catalogue


def edited(catalogue: Path, path: str, old: str, new: str) -> None:
    """Change a file of a catalogue; `old` has to be there once."""
    text = (catalogue / path).read_text()
    assert text.count(old) == 1, f"{path} does not hold {old!r} once"
    (catalogue / path).write_text(text.replace(old, new))
