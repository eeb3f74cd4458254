"""Use case: the catalogue language for editors, as they read it."""

from importlib.resources import files


def language_schema() -> str:
    """The JSON Schema (2020-12) of the catalogue language: the very file that meshctl checks with."""
    return files("meshctl.catalogue.language").joinpath("language.schema.json").read_text("utf-8")
