"""meshctl's own hand-written sources: Terraform roots and modules, the runtime of functions, policies. Reads only.

A checkout has them at its top. A wheel has the same below `meshctl/share/`, where `pyproject.toml` puts it.
"""

import sys
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from zlib import ZLIB_RUNTIME_VERSION

import packaging

from meshctl.errors import MeshctlError

PACKAGE = Path(__file__).resolve().parent.parent


def home() -> Path:
    """The directory that holds `terraform/`, `modules/`, `lambdas/`, `policy/` and `requirements/`."""
    installed = PACKAGE / "share"
    return installed if installed.is_dir() else PACKAGE.parent


def terraform_sources() -> dict[str, bytes]:
    """`terraform/<root>/*.tf` and `modules/<module>/*.tf`, by path. Raises MeshctlError where either is missing."""
    modules = _read(home().glob("modules/*/*.tf"), home(), "the Terraform modules")
    return modules | _read(home().glob("terraform/*/*.tf"), home(), "the Terraform roots")


def meshkit_files() -> dict[str, bytes]:
    """The runtime that every function's package holds, as `meshkit/...`. Raises MeshctlError where it is missing."""
    lambdas = home() / "lambdas"
    return _read((lambdas / "meshkit").rglob("*.py"), lambdas, "meshkit, the runtime of functions")


def make_meshkit_known() -> None:
    """Lets this process import `meshkit` as a function does. Whatever else is called so, and comes first, stays first."""
    if (lambdas := str(home() / "lambdas")) not in sys.path:
        sys.path.append(lambdas)


def packaging_code() -> str:
    """A digest of all that makes of a function's sources its package: meshctl's own code, meshkit, and the libraries that it asks."""
    code = _read((PACKAGE / "packaging").rglob("*.py"), PACKAGE, "the code that builds packages")
    code |= _read((PACKAGE / "app" / "packages").glob("*.py"), PACKAGE, "the code that puts packages together")
    code |= _read((PACKAGE / "adapters" / "wheels").glob("*.py"), PACKAGE, "the code that installs wheels")
    digest = sha256()
    for path, content in sorted((code | meshkit_files()).items()):
        digest.update(f"{path}\0{sha256(content).hexdigest()}\n".encode())
    return f"{digest.hexdigest()} {ZLIB_RUNTIME_VERSION} {packaging.__version__}"


def validator_requirement() -> str:
    """What pins the validator of packages whose functions validate: the version that meshctl itself judges by."""
    return _there(PACKAGE / "packaging" / "validator.txt", "the pin of the validator").read_text("utf-8")


def policy_pack() -> Path:
    """The directory of meshctl's own checks for checkov. Raises MeshctlError where it is missing."""
    return _there(home() / "policy", "its policies for checkov")


def policy_requirements() -> Path:
    """The pinned requirements of checkov's environment. Raises MeshctlError where they are missing."""
    return _there(home() / "requirements" / "policy.txt", "the requirements of checkov's environment")


def codegen_requirements() -> Path:
    """The pinned requirements of the environment that generates models. Raises MeshctlError where they are missing."""
    return _there(home() / "requirements" / "codegen.txt", "the requirements of what generates models")


def _there(path: Path, what: str) -> Path:
    if not path.exists():
        raise _lacks(what, path.parent)
    return path


def _read(paths: Iterable[Path], root: Path, what: str) -> dict[str, bytes]:
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(paths)}
    if not files:
        raise _lacks(what, root)
    return files


def _lacks(what: str, root: Path) -> MeshctlError:
    return MeshctlError(
        f"this installation of meshctl lacks {what}: looked in {root}",
        "install it anew, from its wheel, its source distribution or its checkout",
    )
