"""meshctl's own hand-written sources: Terraform roots and modules, and the runtime of functions. Reads only."""

from collections.abc import Iterable
from pathlib import Path

from meshctl.errors import MeshctlError

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def terraform_sources() -> dict[str, bytes]:
    """`terraform/<root>/*.tf` and `modules/<module>/*.tf`, by path."""
    return _read([*CHECKOUT.glob("terraform/*/*.tf"), *CHECKOUT.glob("modules/*/*.tf")], CHECKOUT)


def meshkit_files() -> dict[str, bytes]:
    """The runtime that every function's package holds, as `meshkit/...`."""
    return _read((CHECKOUT / "lambdas" / "meshkit").rglob("*.py"), CHECKOUT / "lambdas")


def _read(paths: Iterable[Path], root: Path) -> dict[str, bytes]:
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(paths)}
    if not files:
        raise MeshctlError(
            "meshctl's Terraform and runtime are not beside it",
            "install it from its checkout: pip install --editable .",
        )
    return files
