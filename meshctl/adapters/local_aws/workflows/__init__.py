"""Workflows that run: moto's Step Functions, and its interpreter, which is loaded when the first workflow is started.

To be read in this order: `workflow_api`, `version_api`, `alias_api`, `execution_api`, `callback_api`, `activity_api` and `tag_api` take the calls and have `refusals`,
`definitions` says what is wrong with a definition, `executions` starts one and journals what becomes of it, `loading` loads
`interpreter`, the only one that runs moto's, with what that is mended with in `interpreting`, `clients` is how states reach
the rest of the embedded AWS, `execution_log` what they write down. `paging` is how long answers come.
"""
