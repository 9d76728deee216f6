"""One setting for all tests: no time limit on one hypothesis example, for machines are slow at their own times."""

from hypothesis import settings

settings.register_profile("analyzer", deadline=None)
settings.load_profile("analyzer")
