"""A module of models that is anything else besides is not written."""

import pytest

from meshctl.codegen.sound_models import refuse_unsound_models
from meshctl.errors import MeshctlError

SOUND = '''\
"""Models."""
from __future__ import annotations
from typing import Any as Any_, Literal
from pydantic import BaseModel, ConfigDict, Field


class PlacedV1(BaseModel):
    """An order."""

    model_config = ConfigDict(extra="allow", protected_namespaces=())
    order_id: str
    class_: Literal["a", "b'"] | None = Field(None, alias="class")
    lines: list[PlacedV1 | Any_] | None = None


PlacedV1.model_rebuild()
'''


def test_models_are_let_pass() -> None:
    refuse_unsound_models(SOUND, ["PlacedV1"])


@pytest.mark.parametrize(
    ("sound", "unsound"),
    [
        ("order_id: str", "order_id: str = print()"),
        ("order_id: str", "order_id: print()"),
        ("order_id: str", "order_id: 'print()'"),
        ("order_id: str", "order_id: list['print()']"),
        ("order_id: str", "order_id: (lambda: str)"),
        ("order_id: str", "order_id: str\n    print()"),
        ("order_id: str", "order_id: str\n    def run(self): ..."),
        ("order_id: str", "order_id: str\n    x.y: str"),
        ("order_id: str", "order_id: str = Field(default_factory=print)"),
        ("order_id: str", "order_id: str = Field(None, alias=print())"),
        ("order_id: str", "order_id: str = f'{print()}'"),
        ("order_id: str", "order_id: Literal[print()]"),
        ("alias=\"class\"", "**print()"),
        ("(BaseModel)", "(print())"),
        ("(BaseModel)", "(BaseModel, metaclass=print)"),
        ("(BaseModel)", "(BaseModel, Literal)"),
        ("class PlacedV1", "@print\nclass PlacedV1"),
        ("model_config = ", "other = "),
        ("PlacedV1.model_rebuild()", "PlacedV1.model_rebuild(print())"),
        ("PlacedV1.model_rebuild()", "print()"),
        ("from typing import", "from os import system as Field, "),
        ("from typing import", "from builtins import print as Field\nfrom typing import"),
        ("from typing import", "import os\nfrom typing import"),
        ("from typing import", "from . import evil\nfrom typing import"),
        ("from pydantic import BaseModel", "from pydantic import validate_call, BaseModel"),
        ("class PlacedV1", "class PlacedV2"),
        ("class PlacedV1", "class"),
        ("An order.", "An order\0."),
    ],
)  # fmt: skip
def test_what_is_more_than_a_model_is_refused(sound: str, unsound: str) -> None:
    assert sound in SOUND
    with pytest.raises(MeshctlError, match="are not written"):
        refuse_unsound_models(SOUND.replace(sound, unsound), ["PlacedV1"])


@pytest.mark.parametrize("text", ["(" * 5_000, "x = " + "-" * 100_000 + "1"], ids=["open", "nested"])
def test_what_is_too_deep_to_be_read_is_refused(text: str) -> None:
    with pytest.raises(MeshctlError):
        refuse_unsound_models(text, [])
