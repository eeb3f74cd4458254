"""Whether data is as the schema of its event says, within bounds of time and memory, and without fetching anything.

Read `compiled_schema` (a schema made ready to judge, or why it cannot be), `most_looks` (how often it may look at one value), then
`data_faults` (what of data it does not allow, `written_words` in the words of the files), `validator` (whether small values are valid,
for who asks a few times) and `schema_judge` (whether they are, and why not, for who asks hundreds of times).
`tried_expressions` has single texts and expressions.
"""
