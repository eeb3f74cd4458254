"""Programs that meshctl starts, the environment that each of them sees, and what its own may say. Knows none of them.

To be read in this order: `variables` has what of a person's environment is kept, taken out or told, and what for;
`environment` applies it; `run_program` starts a program, has it end, and says what kept it from answering; `endings`
reads how one ended. `masked_streams` keep secrets out of what meshctl's own programs say.
"""
