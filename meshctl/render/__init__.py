"""Stacks become the files of a bundle. Pure: writes nothing, renders data only, never HCL.

All of it is `bundle`: the stacks' inputs and backends, the hand-written Terraform beside them, a manifest and a digest.
"""

from meshctl.render.bundle import Bundle, render_bundle, render_guardrails

__all__ = ["Bundle", "render_bundle", "render_guardrails"]
