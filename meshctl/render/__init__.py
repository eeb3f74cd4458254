"""Stacks become the files of a bundle. Pure: writes nothing, renders data only, never HCL.

Read `bundle`: the stacks' inputs and backends, the hand-written Terraform beside them, a manifest and a digest. `root_code` says
of a root whether it is the same as before; both use `digests`.
"""

from meshctl.render.bundle import Bundle, render_bundle, render_guardrails

__all__ = ["Bundle", "render_bundle", "render_guardrails"]
