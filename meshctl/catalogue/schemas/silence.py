"""Says where a schema says less than it seems to: keywords without effect in its files, and no promise at all. Reads no disk."""

from collections.abc import Iterable

from meshctl.catalogue.documents.json_files import MOST_FAULTS
from meshctl.catalogue.schemas.schema_files import SchemaFile
from meshctl.json_schema.keywords.other_documents import looks_like
from meshctl.json_schema.keywords.promises import nothing_promised
from meshctl.json_schema.references import value_at
from meshctl.model.schemas import Schema, SchemaSilence


def where_it_says_less(schema: Schema, files: Iterable[SchemaFile]) -> SchemaSilence:
    """What says nothing in a sound schema and the files that it is made of, of which its own is the first.

    A document of another kind has no keywords.
    """
    own, *others = files
    entry = schema.origin(())[1] if own.is_openapi else ()
    nothing = nothing_promised(schema.data, value_at(own.data, entry))
    is_other = nothing is not None and not own.is_openapi and looks_like(own.data) is not None
    idle = (*(() if is_other else own.idle), *(fault for file in others for fault in file.idle))
    silence = own.placed(iter([(entry, *nothing[1:])])) if nothing is not None else ()
    return SchemaSilence(idle[:MOST_FAULTS], silence)
