"""The environment in which a benchmark starts meshctl: that of a machine where Python keeps what it has compiled."""

import os

COMPILED = {name: said for name, said in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""An installed meshctl is compiled; where Python keeps nothing of that, its imports are what is measured."""
