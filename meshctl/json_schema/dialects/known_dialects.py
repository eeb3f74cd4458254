"""Finds the dialect that a file is written in. Reads nothing but what the file says of itself."""

from re import compile as expression
from typing import Any

from meshctl.json_schema.dialects.dialect import Dialect
from meshctl.json_schema.dialects.draft_04 import DRAFT_04
from meshctl.json_schema.dialects.draft_06 import DRAFT_06
from meshctl.json_schema.dialects.draft_07 import DRAFT_07
from meshctl.json_schema.dialects.draft_2019_09 import DRAFT_2019_09
from meshctl.json_schema.dialects.draft_2020_12 import DRAFT_2020_12
from meshctl.json_schema.dialects.openapi_30 import OPENAPI_30

DRAFTS = {one.name: one for one in (DRAFT_04, DRAFT_06, DRAFT_07, DRAFT_2019_09, DRAFT_2020_12)}
"""Those that `$schema` can name, by the names that the setting `schema_dialect` has for them."""
_OF_OPENAPI = "https://spec.openapis.org/oas/3.1/dialect/"
_BY_ADDRESS = {
    **{one.metaschema.partition("://")[2]: one for one in DRAFTS.values()},
    "spec.openapis.org/oas/3.1/dialect/base": DRAFT_2020_12,
}
_SPOKEN = "draft-04, draft-06, draft-07, 2019-09, 2020-12, and OpenAPI 3.0 and 3.1"
_BY_NUMBERS = {(4,): DRAFT_04, (6,): DRAFT_06, (7,): DRAFT_07, (2019, 9): DRAFT_2019_09, (2020, 12): DRAFT_2020_12}
_MOVING = ("json-schema.org/schema", "json-schema.org/draft/next/schema", "json-schema.org/draft/latest/schema")
"""Ends of addresses that lead to whichever draft is the newest."""
_OLDEST = expression(r"draft-?0?[1-3]\b")
_NUMBER = expression("[0-9]{1,4}")
_NAME = expression("[a-z]+")
LONGEST = 100
"""Characters of a name of a dialect that is looked at."""


class UnknownDialect(ValueError):
    """The file is written in a dialect that nobody here reads: the keyword that says so, and a way out."""

    def __init__(self, keyword: str, said: object) -> None:
        super().__init__(keyword)
        self.keyword = keyword
        self.help = f"{_meant(keyword, said)}; meshctl reads {_SPOKEN}"


def dialect_of(data: Any, otherwise: Dialect) -> Dialect:
    """The dialect that a file says, or the other one where it says none. Raises `UnknownDialect`."""
    if not isinstance(data, dict):
        return otherwise
    if "$schema" in data:
        return _named(data["$schema"], "$schema")
    return _of_openapi(data) if "openapi" in data else otherwise


def is_openapi(data: Any) -> bool:
    """Whether it is a document of OpenAPI, in which schemas are components."""
    return isinstance(data, dict) and "openapi" in data and "$schema" not in data


def draft_at(address: object) -> Dialect | None:
    """The draft whose metaschema has that address, with `http` or `https`, with or without an empty fragment."""
    if not isinstance(address, str):
        return None
    scheme, _, rest = address.removesuffix("#").partition("://")
    return _BY_ADDRESS.get(rest) if scheme in ("http", "https") else None


def _named(address: object, keyword: str) -> Dialect:
    found = draft_at(address)
    if found is None:
        raise UnknownDialect(keyword, address)
    return found


def _of_openapi(data: dict[str, Any]) -> Dialect:
    version = data["openapi"]
    major_and_minor = version.split(".")[:2] if isinstance(version, str) else []
    if major_and_minor == ["3", "0"]:
        return OPENAPI_30
    if major_and_minor != ["3", "1"]:
        raise UnknownDialect("openapi", version)
    said = data.get("jsonSchemaDialect")
    own = said is None or (isinstance(said, str) and said.startswith(_OF_OPENAPI))
    return DRAFT_2020_12 if own else _named(said, "jsonSchemaDialect")


def _meant(keyword: str, said: object) -> str:
    """What to say instead of the name of a dialect."""
    if keyword == "openapi":
        is_number = isinstance(said, int | float)
        return 'say the version as a text, such as "3.0.3"' if is_number else 'write it in OpenAPI 3.1, and say "3.1.0"'
    text = said[:LONGEST].lower() if isinstance(said, str) else ""
    if text.removesuffix("#").rstrip("/").endswith(_MOVING):
        return f'that is another dialect from year to year: name the one that it is in, such as "{DRAFT_2020_12.metaschema}"'
    if _OLDEST.search(text):
        return f'it is older than what meshctl reads: write it in a later draft, and say "{DRAFT_2020_12.metaschema}"'
    draft = _BY_NUMBERS.get(tuple(map(int, _NUMBER.findall(text))))
    if draft and set(_NAME.findall(text)) <= {
        "http",
        "https",
        "www",
        "json",
        "schema",
        "org",
        "draft",
        "hyper",
        "v",
        "d",
    }:
        return f'did you mean "{draft.metaschema}"?'
    return f'say the dialect that its own keywords are added to, such as "{DRAFT_2020_12.metaschema}"'
