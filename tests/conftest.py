"""What holds for all tests.

The cores are shared, so how long one example takes says nothing; time is measured where it matters, in the bounds. The
examples of laws are the same in every run, so that a change is not refused for what it did not do; `make laws` draws others.
"""

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

settings.register_profile("others", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("the same", settings.get_profile("others"), derandomize=True)
settings.load_profile("the same")


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What Hypothesis draws examples for is a law."""
    for item in items:
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker(pytest.mark.laws)
