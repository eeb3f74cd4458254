"""Takes rights away from a process, so that what may not be read or written is so for root too."""

import ctypes


def without_the_rights_of_root() -> None:
    """Takes from root, at the next exec, the right to read and write everything (capabilities 1 and 2)."""
    library = ctypes.CDLL(None)
    for capability in (1, 2):
        library.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP
