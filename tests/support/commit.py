"""The commit that is tested: what is drawn by it is another in every commit, and the same again in the same one."""

import subprocess
from pathlib import Path


def commit() -> str:
    """Its hash; empty outside of git."""
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
