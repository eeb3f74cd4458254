"""Workflows that run: moto's Step Functions, and its interpreter, which is loaded when the first workflow is started.

To be read in this order: `calls` takes what is asked and has `refusals`, `definitions` says what is wrong with a definition,
`map_labels` with the label of a map, `variable_references` what states read, `executions` starts one and journals what becomes of it, `status_events` tells the default bus of it, by `execution_facts`, `loading` loads
`interpreter`, the only one that runs moto's, with what that is mended with in `interpreting`, `clients` is how states reach
the rest of the embedded AWS, `execution_log` what they write down.
"""
