"""Services and systems as tests write them: the sections that matter, over the small sound catalogue."""

from collections.abc import Mapping

FUNCTION = "{source: ../payments/lambdas/charge, handler: handler.handle}"
PAYMENTS = "system: payments\nowner: {team: payments}\n"


def service(name: str, sections: str) -> dict[str, str]:
    """The file of `payments/<name>`."""
    return {f"payments/{name}.yaml": f"service: {name}\n{sections}"}


def external(section: str, **arns: str) -> dict[str, str]:
    """The system payments, with a thing `old` outside the mesh."""
    said = "".join(f'      {stage}: "{arn}"\n' for stage, arn in arns.items())
    return {"payments/system.yaml": f"{PAYMENTS}external:\n  {section}:\n    old:\n{said}"}


def subscriptions(**said: str) -> str:
    """The section `subscribes`, an entry each."""
    return "subscribes:\n" + "".join(f"  {name}: {{{text}}}\n" for name, text in said.items())


def merged(*files: Mapping[str, str]) -> dict[str, str]:
    """All these files."""
    return {path: text for one in files for path, text in one.items()}
