"""checkov and parliament: programs in an environment of their own, which meshctl starts and never imports.

`environment` builds the environment once, from the pinned requirements, and says where it is.
"""
