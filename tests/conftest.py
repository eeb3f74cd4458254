"""The cores are shared, so how long one example takes says nothing; time is measured where it matters, in the bounds."""

from hypothesis import HealthCheck, settings

settings.register_profile("shared cores", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared cores")
