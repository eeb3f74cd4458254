"""How a program ended, in words. Pure."""

from signal import SIGKILL, Signals

MAKE_ROOM = "make room on the disk, then run the command again"
_FULL = ("no space left on device", "errno 28", "disk quota exceeded", "errno 122", "file too large", "errno 27")


def signal_of(code: int) -> int | None:
    """The signal that ended a process with this exit code; else None. 137 is what a wrapper says of a killed program."""
    return -code if code < 0 else int(SIGKILL) if code == 128 + SIGKILL else None


def ended_by(number: int) -> tuple[str, str]:
    """What a signal did, and the way out."""
    name = Signals(number).name if number in {*Signals} else str(number)
    if number == SIGKILL:
        return (
            f"it was killed ({name})",
            "memory may have run out: close what takes much of it, then run the command again",
        )
    return f"it was ended by the signal {name}", "find out who sent it, then run the command again"


def is_about_a_full_disk(said: str) -> bool:
    """Whether a program's words are about a disk or a quota that is full, or a file that became too large."""
    return any(sign in said.casefold() for sign in _FULL)
