"""Why uv could not do what it was asked for, in one sentence and with a way out: by its own words. Pure."""

import re

from meshctl.adapters.programs.endings import MAKE_ROOM, is_about_a_full_disk

_DRAWN = re.compile(r"^[\s\u00d7\u00b7\u2500-\u257f\u25b6]+")  # what uv draws its tree of causes with
_PROGRESS = re.compile(r"Using |(Resolved|Prepared|Installed|Audited) \d+ packages? in ")
_QUOTED = re.compile(r"([0-9]+ )?\|")
"""How a line begins by which uv shows the file that it could not read: somebody's text."""
_OUT_OF_REACH = re.compile(
    r"failed to fetch|error sending request|connection refused|dns error|timed out|could not connect", re.IGNORECASE
)
_NO_SETTING = re.compile(r"failed to parse environment variable|invalid value '.*' for '--", re.IGNORECASE)
_NOT_THERE = re.compile(r"no solution found|no matching|not found in the package registry|has no wheels", re.IGNORECASE)


def essence(complaints: str) -> str:
    """What uv says, without the picture that it draws, lines of a file, and its own advice, which is about options of uv."""
    lines = [_DRAWN.sub("", line).strip() for line in complaints.splitlines() if not _PROGRESS.match(line)]
    advice = next((number for number, line in enumerate(lines) if line.startswith("hint:")), len(lines))
    told = [line for line in lines[:advice] if line and not _QUOTED.match(line)]
    return " ".join(told).removeprefix("error: ") or "it said nothing"


def way_out(complaints: str, absent: str, otherwise: str) -> str:
    """What to do; `absent`, where no registry has what is wanted."""
    if is_about_a_full_disk(complaints):
        return MAKE_ROOM
    if _OUT_OF_REACH.search(complaints):
        return "the package registry could not be reached: look at the network and at the settings of pip or uv for it"
    if _NO_SETTING.search(complaints):
        return "correct it in the environment or in the files of pip and uv"
    if "must have a hash" in complaints:
        return "settings of pip or uv demand hashes: write them beside the pins, as `uv pip compile --generate-hashes` does"
    if "Hash mismatch" in complaints or "hash-checking" in complaints:
        return (
            "the registry has another file than the one that was pinned: find out why, before you write its hash down"
        )
    return absent if _NOT_THERE.search(complaints) else otherwise
