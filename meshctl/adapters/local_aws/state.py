"""Where the embedded AWS runs: HOME/server.json. Says what was true when it started, not whether it still is."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = "server.json"
PORT_IN_USE = 98  # exit code of the server, like Linux's EADDRINUSE


@dataclass(frozen=True)
class RunningServer:
    """An embedded AWS: where it answers, its process, and when it started (ISO 8601, UTC)."""

    endpoint: str
    pid: int
    started: str


def write(home: Path, running: RunningServer) -> None:
    """Keep where it runs; whoever reads at the same time sees all of it or nothing."""
    beside = home / f"{FILE}.{running.pid}"
    noted = {"home": str(home.resolve()), **asdict(running)}
    beside.write_text(json.dumps(noted) + "\n", encoding="utf-8")
    beside.replace(home / FILE)


def read(home: Path) -> RunningServer | None:
    """Give where it was started last, or nothing; a note that came along in a copy of HOME is about somebody else's."""
    try:
        noted = json.loads((home / FILE).read_text(encoding="utf-8"))
        return RunningServer(**noted) if noted.pop("home") == str(home.resolve()) else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def forget(home: Path) -> None:
    """Remember no server any more."""
    (home / FILE).unlink(missing_ok=True)
