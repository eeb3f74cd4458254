"""Terraform's machine-readable output (`-json`) as data. Pure. (Terraform: "Machine-Readable UI", format 1.2)"""

import json
from dataclasses import dataclass
from typing import Any

_CHANGES = {
    "create": "create",
    "update": "update",
    "delete": "delete",
    "replace": "replace",
    "remove": "delete",
    "import": "adopt",
}

_STEPS = {"apply_start": "started", "apply_progress": "waiting", "apply_complete": "done", "apply_errored": "failed"}


@dataclass(frozen=True, slots=True)
class Message:
    """One line of Terraform: `kind` is planned, drifted, started, waiting, done, failed, error, warning or other.

    What is planned may be that something which exists is taken in: by itself (adopt), or with something else besides.
    What has drifted is no longer as Terraform left it, and `action` is what was done to it; which of its values, nothing says.
    """

    kind: str
    address: str = ""
    action: str = ""
    text: str = ""
    imports: bool = False


def read_message(line: str) -> Message:
    """The message in a line; a line that is no JSON is `other` with its text."""
    try:
        said = json.loads(line)
    except ValueError:
        return Message("other", text=line.strip())
    return _message(said) if isinstance(said, dict) else Message("other", text=line.strip())


def _message(said: dict[str, Any]) -> Message:
    kind, hook = said.get("type"), said.get("hook", {})
    address = hook.get("resource", {}).get("addr", "")
    match kind:
        case "planned_change" | "resource_drift":
            change = said["change"]
            action = _CHANGES.get(change["action"], "")
            found = "planned" if kind == "planned_change" else "drifted"
            return Message(
                found if action else "other", change["resource"]["addr"], action, imports="importing" in change
            )
        case "apply_start" | "apply_progress" | "apply_complete" | "apply_errored":
            return Message(_STEPS[kind], address, hook.get("action", ""))
        case "diagnostic":
            return _diagnostic(said["diagnostic"])
        case _:
            return Message("other", text=str(said.get("@message", "")))


def _diagnostic(said: dict[str, Any]) -> Message:
    text = said["summary"] + (f": {detail}" if (detail := said.get("detail", "").strip()) else "")
    kind = "error" if said["severity"] == "error" else "warning"
    return Message(kind, said.get("address", ""), text=text)
