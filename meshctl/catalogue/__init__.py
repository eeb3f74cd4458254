"""Reads the catalogue: YAML with places becomes a `Mesh`. Touches no disk: the files are handed in."""
