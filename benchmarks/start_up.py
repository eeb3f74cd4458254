"""How long `meshctl --help` takes, beside what Python alone takes to start.

    python benchmarks/start_up.py [runs]

with the Python that meshctl is installed for; 30 runs if not said otherwise. The two alternate, so that what else the
machine does meets both. Prints the median of each in milliseconds, how far the middle half spreads, and the ratio.
The promise is a median within 100 ms.
"""

import subprocess
import sys
from statistics import median, quantiles
from time import perf_counter

from compiled import COMPILED

PYTHON = (sys.executable, "-c", "pass")
HELP = (sys.executable, "-m", "meshctl", "--help")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    milliseconds(PYTHON), milliseconds(HELP)  # once for the caches, not counted
    pairs = [(milliseconds(PYTHON), milliseconds(HELP)) for _ in range(runs)]
    python, help_ = ([pair[side] for pair in pairs] for side in (0, 1))
    print(f"python -c pass    {told(python)}")
    print(f"meshctl --help    {told(help_)}")
    print(f"ratio             {median(help_) / median(python):6.1f}")


def milliseconds(command: tuple[str, ...]) -> float:
    begin = perf_counter()
    subprocess.run(command, env=COMPILED, stdout=subprocess.DEVNULL, check=True)
    return (perf_counter() - begin) * 1000


def told(times: list[float]) -> str:
    low, _, high = quantiles(times, n=4)
    return f"{median(times):6.1f} ms  (middle half {low:.1f} to {high:.1f}, {len(times)} runs)"


if __name__ == "__main__":
    main()
