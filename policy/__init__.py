"""meshctl's own checks for checkov."""

__all__: list[str] = []
