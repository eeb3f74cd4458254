"""Stacks become the files of a bundle. Pure: writes nothing, renders data only, never HCL."""

from meshctl.render.bundle import Bundle, render_bundle

__all__ = ["Bundle", "render_bundle"]
