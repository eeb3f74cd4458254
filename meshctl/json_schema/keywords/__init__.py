"""What a schema says as it is written, in its own dialect: which keywords mean something, and whether any promise is made.

Read `vocabularies` (the keywords of each dialect), `annotations` (what tools write beside them), `written_schemas` (where a
schema stands), then `idle` (keywords without effect), with `meant` (what was meant instead), `synonyms` (other words for keywords) and `discriminators` (those of OpenAPI). `promises` says whether a schema
says anything of an event's data, `other_documents` what a document looks like that does not (`kinds_of_documents`: what else there is), `values_that_fit` what was meant
by a value that no metaschema accepts.
"""
