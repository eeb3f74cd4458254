"""What the mesh becomes on AWS: names, ARNs, routes and grants, as pure functions of the catalogue.

Nothing here may ask AWS: every stack can be planned before any is applied, and scanners see literal policies.
"""

from meshctl.topology.lowering import lower
from meshctl.topology.parts import Topology

__all__ = ["Topology", "lower"]
