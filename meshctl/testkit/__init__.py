"""What service teams test their functions with: pytest fixtures that hand a function what it gets on AWS, by the catalogue.

Read `arrivals` (what arrives at a function, over which channel), then what that is made of: `examples` (data that the schema of an
event allows) and `wrappings` (how each channel wraps an event). `function_trial` runs a handler (its `function_code`, with a
`function_context`, `aws_out_of_reach`) and keeps what it publishes;
`plugin` is the fixtures. It runs in the team's own pytest, which meshctl itself does not need.
"""
