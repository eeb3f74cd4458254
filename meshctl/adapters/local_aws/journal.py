"""The journal: what happened to every event, one JSON object a line. Never holds event data or credentials.

A reason or an error may be a function's own words: what looks like a secret is taken out of it.
"""

import json
import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from meshctl.adapters.local_aws.clock import timestamp
from meshctl.adapters.private.files import naming, open_private, read_private
from meshctl.errors import LocalAwsFailed
from meshctl.masking.masked_text import masked

FILE = "journal.jsonl"
PREVIOUS = "journal.previous.jsonl"
WORDS_OF_OTHERS = ("error", "reason")


@dataclass(frozen=True)
class Marks:
    """What tells one event from another: the envelope's own words and the mesh's ids out of `detail.meta`."""

    id: str | None = None
    source: str | None = None
    detail_type: str | None = None
    event_id: str | None = None
    correlation_id: str | None = None
    causation_id: str | None = None


def marks_of(envelope: object) -> Marks:
    """Give the marks of an envelope; those of anything else are all `None`."""
    if not isinstance(envelope, dict):
        return Marks()
    detail = envelope.get("detail")
    meta = detail.get("meta") if isinstance(detail, dict) else None
    known = meta if isinstance(meta, dict) else {}
    return Marks(
        id=_word(envelope.get("id")),
        source=_word(envelope.get("source")),
        detail_type=_word(envelope.get("detail-type")),
        event_id=_word(known.get("event_id")),
        correlation_id=_word(known.get("correlation_id")),
        causation_id=_word(known.get("causation_id")),
    )


def marks_of_text(text: str) -> Marks:
    """Give the marks of a message's body, which may be anything."""
    try:
        return marks_of(json.loads(text))
    except (ValueError, RecursionError):
        return Marks()


def _word(value: object) -> str | None:
    return value[:256] if isinstance(value, str) else None


class Journal:
    """Appends to `HOME/journal.jsonl`; a line is whole and flushed before the call returns."""

    def __init__(self, home: Path) -> None:
        opened = open_private(home / FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._path = home / FILE
        self._file = os.fdopen(opened, "a", encoding="utf-8")
        self._one_at_a_time = threading.Lock()

    def write(self, kind: str, marks: Marks, account: str, **facts: str | int | None) -> None:
        """Write one line; `account` is where it happened. Lines stand in the order of their moments."""
        words = {name: masked(said) for name in WORDS_OF_OTHERS if isinstance(said := facts.get(name), str)}
        told = json.dumps({"kind": kind, **vars(marks), "account": account, **facts, **words}, ensure_ascii=False)
        with self._one_at_a_time, naming(self._path):
            self._file.write(f'{{"at": "{timestamp(time.time())}", {told[1:]}\n')
            self._file.flush()

    def close(self) -> None:
        """Write no more."""
        with self._one_at_a_time:
            self._file.close()


def read(home: Path) -> list[dict[str, Any]]:
    """Give the journal's lines in the order they were written; none without a journal. A torn last line is left out.

    Raises `MeshctlError` where something else lies there.
    """
    text = (read_private(home / FILE, -1) or b"").decode("utf-8", "replace")
    whole = text[: text.rfind("\n") + 1]
    return [_line(line, number, home) for number, line in enumerate(whole.split("\n"), 1) if line]


def _line(text: str, number: int, home: Path) -> dict[str, Any]:
    with suppress(ValueError, RecursionError, TypeError, KeyError):
        line = json.loads(text)
        if datetime.fromisoformat(line["at"]).tzinfo and all(
            isinstance(line[name], str) for name in ("kind", "account")
        ):
            return dict(line)
    raise LocalAwsFailed(
        f"line {number} of {home / FILE} is not the embedded AWS's", "start anew: meshctl local down, then up"
    )
