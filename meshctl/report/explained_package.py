"""What is in a package, for people and for programs. Pure."""

from dataclasses import asdict
from json import dumps

from meshctl.results.explained_package import ExplainedPackage, PackagePart

_UNITS = ((2**20, "MB"), (2**10, "KB"))


def explained_as_text(package: ExplainedPackage) -> str:
    """Its sizes beside Lambda's limits, then a line for each part."""
    sizes = f"{_size(package.zipped)} zipped (of {_size(package.most_zipped)}), {_size(package.unzipped)} unzipped"
    names = [f"{one.name} {one.version}".rstrip() for one in package.parts]
    width = max(map(len, names), default=0)
    lines = (f"  {name:<{width}}  {_of_part(one)}" for name, one in zip(names, package.parts, strict=True))
    return "\n".join([f"{package.function}: {sizes} (of {_size(package.most_unzipped)})", *lines])


def explained_as_json(package: ExplainedPackage) -> str:
    """All of it, in ASCII; keys are those of `ExplainedPackage`."""
    return dumps(asdict(package), indent=2)


def _of_part(one: PackagePart) -> str:
    files = f"{one.files:>4,} file{'s' if one.files != 1 else ' '}"
    why = (
        f"needed by {', '.join(one.needed_by)}" if one.needed_by else "asked for by the function" if one.version else ""
    )
    return f"{_size(one.bytes):>8}  {files}  {why}".rstrip()


def _size(number: int) -> str:
    for unit, name in _UNITS:
        if number >= unit:
            return f"{number / unit:.0f} {name}" if number % unit == 0 else f"{number / unit:.1f} {name}"
    return f"{number} B"
