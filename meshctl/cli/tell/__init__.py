"""Commands that tell and change nothing: explain, list, show, diff, schema, doctor. Any order will do."""
