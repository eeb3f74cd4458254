"""Reads the catalogue: YAML with places becomes a `Mesh`. Touches no disk: the files are handed in."""

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.reading import Reading, read_catalogue

__all__ = ["CatalogueFiles", "Reading", "read_catalogue"]
