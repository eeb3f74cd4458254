"""The libraries of the extra `meshctl[local]`, which an installation may lack. Imports none of them."""

from importlib.metadata import PackageNotFoundError, version

from meshctl.errors import LocalAwsFailed

LIBRARIES = ("flask", "flask-cors", "moto")
HOW_TO_GET_IT = "pip install 'meshctl[local]'"


def missing_libraries() -> tuple[str, ...]:
    """Those that are not installed."""
    return tuple(name for name in LIBRARIES if not _is_installed(name))


def require_libraries() -> None:
    """Raises `LocalAwsFailed`, which says how to get them, where one is not installed."""
    missing = missing_libraries()
    if missing:
        raise LocalAwsFailed(f"the embedded AWS is not installed: there is no {', no '.join(missing)}", HOW_TO_GET_IT)


def _is_installed(name: str) -> bool:
    try:
        return bool(version(name))
    except PackageNotFoundError:
        return False
