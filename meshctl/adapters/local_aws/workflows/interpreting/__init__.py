"""What moto's interpreter is mended with, so that states do what they do on AWS. Loaded with it, when a workflow is first started.

To be read in this order: `service_calls` says what tasks ask of services and what they tell of the answers, by
`http_answers`, `failures` what a refusal is called, `endings` how an execution ends, `activities` and `waits` how
a state waits, for a worker and for a time, `nested_executions` what becomes of an execution that it waits for;
`variables` is how states read what others have assigned, `texts` and `paths` how the texts and the paths of a definition are read,
`numbers` what counts as a number, `item_readers` how many items a map takes,
`inputs` how the input of an execution is told.
"""
