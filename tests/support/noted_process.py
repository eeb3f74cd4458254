"""A process that says of itself to be the embedded AWS of a directory, and does nothing else."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NOTE = """
import sys
from pathlib import Path
from meshctl.adapters.local_aws.state import RunningServer, note
note(Path(sys.argv[1]), RunningServer.begin(sys.argv[2]))
print("noted", flush=True)
sys.stdin.read()
"""


@contextmanager
def noted_process(home: Path, endpoint: str) -> Iterator[int]:
    """The id of a process that has noted in `home`, which is made, that it answers at an endpoint."""
    home.mkdir(mode=0o700, parents=True)
    command = [sys.executable, "-c", _NOTE, str(home), endpoint]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdout.readline()
        yield process.pid
        process.stdin.close()
