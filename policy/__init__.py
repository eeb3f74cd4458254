"""meshctl's own checks for checkov: what Terraform may not do in a mesh, whoever writes it.

`checks` has them all, thinly; `mesh_policy` is what judges. It has no `__init__` on purpose: checkov would run its files as
checks of their own, a second time. Nothing here imports anything but checkov and Python's own library.
"""

__all__ = ["checks"]
