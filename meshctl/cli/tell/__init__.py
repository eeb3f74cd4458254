"""Commands that tell and change nothing: explain, list, show, stacks, diff, schema, doctor. Any order will do."""
