"""The stacks of a stage, for people and programs: `stack_graph` (which before which), `rendered_stage`, `progress_table` (how far
they are), `stacks_result` (what became of them). Any order will do."""
