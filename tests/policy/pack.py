"""What the pack's checks are called, read from its source: meshctl's own environment has no checkov."""

import ast
import re
from pathlib import Path

PACK = Path(__file__).parents[2] / "policy"


def check_ids() -> tuple[str, ...]:
    """The ids of all checks, in the pack's order."""
    tree = ast.parse((PACK / "checks.py").read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "MeshCheck"]
    return tuple(ast.literal_eval(node.args[0]) for node in sorted(calls, key=lambda node: node.lineno))


def every_id() -> set[str]:
    """The ids of all checks, however they are made."""
    return set(re.findall(r'"(CKV2?_MESH_\d+)"', (PACK / "checks.py").read_text("utf-8")))
