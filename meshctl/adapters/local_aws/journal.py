"""The journal: what happened to every event, one JSON object a line. Never holds event data or credentials."""

import json
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FILE = "journal.jsonl"
PREVIOUS = "journal.previous.jsonl"


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
        self._file = (home / FILE).open("a", encoding="utf-8")
        self._one_at_a_time = threading.Lock()

    def write(self, kind: str, marks: Marks, account: str, **facts: str | int | None) -> None:
        """Write one line; `account` is where it happened."""
        with self._one_at_a_time:
            line = {"at": _now(), "kind": kind, **asdict(marks), "account": account, **facts}
            self._file.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._file.flush()

    def close(self) -> None:
        """Write no more."""
        with self._one_at_a_time:
            self._file.close()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read(home: Path) -> list[dict[str, Any]]:
    """Give the journal's lines in the order they were written; none without a journal. A torn last line is left out."""
    try:
        text = (home / FILE).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    whole = text[: text.rfind("\n") + 1]
    return [json.loads(line) for line in whole.split("\n") if line]
