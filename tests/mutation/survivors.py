"""Which mutants may survive, and what is wrong with a list of them; the list is `survivors.yaml`."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LIST = "tests/mutation/survivors.yaml"
MEND_PLANS = "teach a check of policy/ to notice it"
MEND_MODULES = "let the module's *.tftest.hcl notice it"


@dataclass(frozen=True, slots=True)
class Judged:
    """A mutant by its name and protection, and who noticed it: checks, or `terraform test`; nobody if it survived."""

    kind: str
    protection: str
    name: str
    noticed_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Survivors:
    """What nobody notices the loss of, each with the reason why that is right: of plans and of modules.

    A protection, for all its resources, or a mutant by its name, where others of the protection are noticed.
    """

    plans: Mapping[str, str]
    modules: Mapping[str, str]


def listed_survivors() -> Survivors:
    """What the list says. Raises ValueError where it is wrong in itself."""
    return read_survivors(Path(__file__).with_name("survivors.yaml").read_text("utf-8"))


def read_survivors(text: str) -> Survivors:
    """Raises ValueError where an entry has no reason or is there twice."""
    said = yaml.safe_load(text)
    return Survivors(_reasons(said["plans"]), _reasons(said["modules"]))


def _reasons(entries: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    reasons: dict[str, str] = {}
    for entry in entries:
        reason = str(entry.get("reason") or "").strip()
        for protection in entry["protections"]:
            if not reason or protection in reasons:
                raise ValueError(f"{LIST}: {protection} {'is there twice' if reason else 'has no reason'}")
            reasons[protection] = reason
    return reasons


def complaints(listed: Collection[str], existing: Collection[str], judged: Iterable[Judged], mend: str) -> list[str]:
    """What is wrong: unlisted survivors, and entries that do not hold. `mend` says who should notice a survivor.

    `existing` are the protections and the names of all mutants, `judged` or not.
    """
    gone = [f"{LIST} lists what does not exist, take it out: {one}" for one in sorted(listed) if one not in existing]
    wrong = [_complaint(one, one.protection in listed or one.name in listed, mend) for one in judged]
    return gone + [one for one in wrong if one]


def _complaint(judged: Judged, is_listed: bool, mend: str) -> str:
    if judged.noticed_by and is_listed:
        by = ", ".join(sorted(judged.noticed_by))
        return f"{LIST} lists what {by} noticed, take it out: {judged.protection} ({judged.name})"
    if not judged.noticed_by and not is_listed:
        return f"nobody noticed {judged.name}: {mend}, or list it with a reason in {LIST}: {judged.protection}"
    return ""
