"""Where the embedded AWS runs: HOME/server.json. Says what was true when it started, not whether it still is."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "server.json"
PORT_IN_USE = 98  # exit code of the server, like Linux's EADDRINUSE


@dataclass(frozen=True)
class Running:
    """An embedded AWS: where it answers, its process, and when it started (ISO 8601, UTC)."""

    endpoint: str
    pid: int
    started: str


def write(home: Path, running: Running) -> None:
    """Keep where it runs; whoever reads at the same time sees all of it or nothing."""
    beside = home / f"{FILE}.{running.pid}"
    beside.write_text(json.dumps(asdict(running)) + "\n", encoding="utf-8")
    beside.replace(home / FILE)


def read(home: Path) -> Running | None:
    """Give where it was started last, or nothing."""
    try:
        return Running(**json.loads((home / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def forget(home: Path) -> None:
    """Remember no server any more."""
    (home / FILE).unlink(missing_ok=True)
