"""How the drift of a stage is shown: `words` has what both forms say, `text` and `programs` the forms."""
