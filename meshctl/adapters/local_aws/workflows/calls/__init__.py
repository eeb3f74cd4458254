"""Step Functions' calls, answered as recorded cases of AWS have them. They change moto's classes.

To be read in this order: `workflow_api` (definitions, types, roles), `version_api` and `alias_api` (what a workflow was, and by
which name it is started), `execution_api`, `callback_api` and `activity_api` (what waits for somebody outside), `map_run_api`, `tag_api`.
`paging` is how long answers come.
"""
