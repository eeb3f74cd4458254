"""The published JSON Schema and the reader are one language, and the schema tells an editor what each key means."""
