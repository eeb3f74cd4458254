"""Reading asks of functions' code whether each handler is there, so that other code that has them is the same question."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.app.check.code_facts import AskedHandlers
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.catalogue.reading import Reading
from tests.support.catalogues import CAPTURE, SOUND

SOURCE = "payments/lambdas/charge"
ABOUT = b"all else"


@dataclass
class Kept:
    """A cache in memory."""

    entry: bytes = b""

    def read(self) -> bytes:
        return self.entry

    def write(self, content: bytes) -> None:
        self.entry = content


PARTS = st.sampled_from(
    (
        *(
            "x = 1",
            "handle = str",
            "def handle(*_): ...",
            "async def handle(*_): ...",
            "@run\nasync def handle(*_): ...",
        ),
        *(
            "from work import *",
            "try:\n  from work import *\nexcept Exception:\n  pass",
            "globals()",
            "def (",
            "# text",
        ),
        *(
            "def f():\n  return 1",
            "def f():\n  return 2",
            "def f():\n  global handle",
            "type X = int",
            "class handle: ...",
        ),
    )
)
SOURCES = st.lists(PARTS, max_size=3).map(lambda parts: "\n".join(parts).encode())
NAMES = ("handler.py", "work.py", "other.py")
CODE = st.fixed_dictionaries(dict.fromkeys(NAMES, SOURCES))
SETTINGS = st.sampled_from(("", ", runtime: python3.14", ", runtime: python3.11"))


def catalogue(code: dict[str, bytes], setting: str = "") -> CatalogueFiles:
    found = {f"{SOURCE}/{name}": text for name, text in code.items()}
    files = dict(SOUND) | {"payments/capture.yaml": CAPTURE.replace("handler.handle", f"handler.handle{setting}")}
    contents = {path: text.encode() for path, text in files.items() if not path.endswith(".py")}
    return CatalogueFiles(contents, frozenset((*contents, *found, SOURCE)), code=found)


def learned(files: CatalogueFiles, kept: Kept | None = None) -> tuple[Reading, str]:
    """What reading says, and the digest that it is kept under."""
    reading, facts = read_catalogue(files), AskedHandlers(files, ABOUT, kept, "code")
    assert reading.mesh
    facts.learn(reading.mesh)
    return reading, facts.digest()


@given(CODE, CODE, SETTINGS)
def test_code_is_the_same_question_exactly_where_reading_says_the_same(
    one: dict[str, bytes], other: dict[str, bytes], setting: str
) -> None:
    kept = Kept()
    first, digest = learned(catalogue(one, setting), kept)
    now = catalogue(other, setting)
    is_same = AskedHandlers(now, ABOUT, kept, "code").digest() == digest
    assert is_same == (read_catalogue(now).findings == first.findings)


def test_what_nobody_has_read_is_another_question_than_any_other() -> None:
    one, other = (catalogue({"handler.py": text}) for text in (b"handle = str", b"handle = print"))
    assert len({*(AskedHandlers(each, ABOUT, None, "code").digest() for each in (one, other)), learned(one)[1]}) == 3


def test_of_another_catalogue_nothing_is_known() -> None:
    kept, files = Kept(), catalogue({"handler.py": b"handle = str"})
    digest = learned(files, kept)[1]
    assert AskedHandlers(files, b"something else", kept, "code").digest() != digest
    assert AskedHandlers(replace(files, code={}), ABOUT, kept, "code").digest() == ""


def test_a_file_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Kept()
    digest = learned(catalogue({"handler.py": b"handle = str", "b.py": b"x = 1"}), kept)[1]
    monkeypatch.setattr("meshctl.packaging.handlers.module_names.module_names", None)
    other = catalogue({"handler.py": b"handle = str", "b.py": b"x = 2; more = 3"})
    assert AskedHandlers(other, ABOUT, kept, "code").digest() == digest


@pytest.mark.parametrize("judge", ["other", "code"])
def test_what_others_wrote_is_not_believed(judge: str) -> None:
    kept, files = Kept(), catalogue({"handler.py": b"handle = str"})
    unknown = AskedHandlers(files, ABOUT, None, "code").digest()
    learned(files, kept)
    if judge == "code":
        kept.entry = kept.entry[:-3] + b"xx" + kept.entry[-1:]
    assert AskedHandlers(files, ABOUT, kept, judge).digest() == unknown
