"""What becomes of single events, and what there is to say of patterns and of schemas. Each file shows the result of the same name."""
