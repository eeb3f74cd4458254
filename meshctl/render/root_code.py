"""What Terraform runs, as a digest by root: a stack that was compared with AWS by other code is compared anew. Pure."""

from collections.abc import Mapping
from hashlib import sha256

from meshctl.render.digests import digest_of_files


def root_code(sources: Mapping[str, bytes], *tools: str) -> Mapping[str, str]:
    """Of each `terraform/<root>/...` of `sources`, with the modules, which all roots share, and the versions of the `tools`."""
    roots = {path.split("/")[1] for path in sources if path.startswith("terraform/")}
    return {root: _digest(root, sources, tools) for root in roots}


def _digest(root: str, sources: Mapping[str, bytes], tools: tuple[str, ...]) -> str:
    mine = {path: one for path, one in sources.items() if path.startswith((f"terraform/{root}/", "modules/"))}
    return sha256("\0".join((digest_of_files(mine), *tools)).encode()).hexdigest()
