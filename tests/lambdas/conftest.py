import sys
from pathlib import Path

# A function's package has meshkit at its root; here it is found the same way.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "lambdas"))
