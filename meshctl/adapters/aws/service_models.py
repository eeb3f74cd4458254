"""botocore's own models of AWS's services, read in a fraction of the time that botocore takes. Reads nothing else.

botocore looks into the directories of all 400 services before it takes one of them, and keeps the order of every object by a
class of its own, as dictionaries did not do once. A client is made by every plan.
"""

import gzip
import json
from pathlib import Path
from typing import Any

from botocore.loaders import JSONFileLoader, Loader


class ServiceModels(Loader):  # type: ignore[misc]
    """Those that came with botocore, and none of a person's."""

    def __init__(self) -> None:
        super().__init__([Loader.BUILTIN_DATA_PATH], file_loader=_PlainJson(), include_default_search_paths=False)

    def list_available_services(self, type_name: str) -> list[str]:
        """All services, also such as have no model of that type: whoever asks for one is told then."""
        return sorted(entry.name for entry in Path(Loader.BUILTIN_DATA_PATH).iterdir() if "." not in entry.name)


class _PlainJson(JSONFileLoader):  # type: ignore[misc]
    def load_file(self, file_path: str) -> Any:
        """What the file of that name holds, compressed or not; None where there is none."""
        plain, compressed = Path(f"{file_path}.json"), Path(f"{file_path}.json.gz")
        if plain.is_file():
            return json.loads(plain.read_bytes())
        return json.loads(gzip.decompress(compressed.read_bytes())) if compressed.is_file() else None
