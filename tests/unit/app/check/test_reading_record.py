"""A reading comes back from the cache as it went in, and only for the very files that it is of."""

from collections.abc import Iterator
from dataclasses import fields
from hashlib import blake2b
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import msgpack

from meshctl.app.check.reading_record import decode_reading, encode_reading
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.catalogue.reading import Reading
from meshctl.model.mesh import Mesh
from tests.support.broken_catalogues import BROKEN
from tests.support.catalogues import SOUND
from tests.support.drawn_catalogues import catalogue_files, catalogues
from tests.support.whole_language import whole_files

KEY = b"q" * 32


def _said(mesh: Mesh | None) -> dict[str, Any] | None:
    """All that a mesh says: meshes themselves are never equal."""
    if mesh is None:
        return None
    said = {one.name: getattr(mesh, one.name) for one in fields(mesh)}
    files = {name: [*said[name].items()] for name in ("schemas", "definitions")}
    return said | files | {"variants": [(stage, _said(one)) for stage, one in mesh.variants.items()]}


def _back(reading: Reading, files: CatalogueFiles) -> Reading | None:
    return decode_reading(encode_reading(reading, KEY) or b"", KEY, files)


def _comes_back(files: CatalogueFiles) -> bool:
    reading = read_catalogue(files)
    back = _back(reading, files)
    return back is not None and (_said(back.mesh), back.findings) == (_said(reading.mesh), reading.findings)


@given(catalogues())
def test_a_drawn_catalogue_comes_back_as_it_was(texts: dict[str, str]) -> None:
    assert _comes_back(catalogue_files(texts))


def test_the_whole_language_comes_back_as_it_was() -> None:
    files = whole_files()
    assert read_catalogue(files).mesh.variants
    assert _comes_back(files)


def _broken() -> Iterator[CatalogueFiles]:
    for _, changes, _ in BROKEN:
        texts = {path: text for path, text in {**SOUND, **changes}.items() if text is not None}
        contents = {path: text if isinstance(text, bytes) else text.encode() for path, text in texts.items()}
        yield CatalogueFiles(
            {path: one for path, one in contents.items() if not path.endswith(".py")}, frozenset(texts)
        )


def test_a_broken_catalogue_comes_back_with_all_that_is_wrong_with_it() -> None:
    assert [files for files in _broken() if not _comes_back(files)] == []


def test_a_stage_without_settings_of_its_own_shares_its_systems_with_the_mesh() -> None:
    files = whole_files()
    before, after = read_catalogue(files).mesh, _back(read_catalogue(files), files).mesh
    for stage, variant in before.variants.items():
        shared = [one is other for one, other in zip(before.systems, variant.systems, strict=True)]
        again = zip(after.systems, after.variants[stage].systems, strict=True)
        assert [one is other for one, other in again] == shared


def _entry() -> tuple[bytes, CatalogueFiles]:
    files = whole_files()
    return encode_reading(read_catalogue(files), KEY) or b"", files


def test_a_reading_of_other_files_is_none() -> None:
    entry, files = _entry()
    assert decode_reading(entry, KEY, files)
    assert decode_reading(entry, b"p" * 32, files) is None


@given(st.data())
def test_no_byte_of_it_can_be_lost_or_changed_unseen(data: st.DataObject) -> None:
    entry, files = _entry()
    at = data.draw(st.integers(0, len(entry) - 1))
    assert decode_reading(entry[:at], KEY, files) is None
    assert decode_reading(entry[:at] + bytes([entry[at] ^ 1]) + entry[at + 1 :], KEY, files) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"\x91" * 100_000,
        b"\xc1",
        msgpack.encode(None),
        msgpack.encode([]),
        msgpack.encode([[], {"name": "shop"}, [], [], {}]),
        msgpack.encode([[{"check": 1}], None, [], [], {}]),
        msgpack.encode([[], None, [], [], {"dev": []}]),
    ],
    ids=lambda content: repr(content[:30]),
)
def test_what_is_no_reading_is_none_under_whatever_digest(content: bytes) -> None:
    digest = blake2b(content, key=KEY, digest_size=32).hexdigest().encode()
    assert decode_reading(digest + b"\n" + content, KEY, CatalogueFiles({}, frozenset())) is None


def test_what_has_no_form_is_not_kept() -> None:
    """Half a letter, as the name of a file may hold, is no UTF-8."""
    files = CatalogueFiles({}, frozenset(), {"orders/\udc80.yaml": "gone"})
    assert encode_reading(read_catalogue(files), KEY) is None
