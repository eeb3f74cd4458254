"""Programs that meshctl starts, and the environment that each of them sees. Knows none of them.

To be read in this order: `variables` has what of a person's environment is kept, taken out or told, and what for;
`environment` applies it; `run_program` starts a program, has it end, and says what kept it from answering; `endings`
reads how one ended.
"""
