"""What a path finds: one value, if no more than one can be meant, else a list, of however many. Changes moto's function.

moto gives a list for what is in one element of an array (`$.lines[1].price`), and one value where a search found one.
"""

import re
from functools import lru_cache
from typing import Any

from moto.stepfunctions.parser.asl.utils import json_path

SEVERAL = re.compile(r"\.\.|\*|\[\s*\?|\[[^\]'\"]*[:,]")
"""A search below, all of something, those that are like something, and some of an array's elements."""
QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
KEPT = 1024
"""Paths that are remembered; reading one takes longer than finding what it says."""


def install() -> None:
    """Have paths find so. To be called before the rest of the interpreter is imported, which takes the name over."""
    json_path.extract_json = find


def find(path: str, data: Any) -> Any:
    """Give what a path finds in data; raises moto's `NoSuchJsonPathError` where it means one value and finds none."""
    found = [match.value for match in _read(path).find(data)]
    if SEVERAL.search(QUOTED.sub("''", path)):
        return found
    if not found:
        raise json_path.NoSuchJsonPathError(json_path=path, data=data)
    return found[0]


@lru_cache(KEPT)
def _read(path: str) -> Any:
    """In quotes, `\\` stands for itself, but for `\\'`; the library takes any character behind it for itself."""
    return json_path.parse(QUOTED.sub(lambda quoted: re.sub(r"\\(?!')", r"\\\\", quoted[0]), path))
