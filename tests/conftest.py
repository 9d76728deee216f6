"""One setting for every test: no time limit on a single hypothesis example, for machines are slow at their own times."""

from hypothesis import settings

settings.register_profile("analyzer", deadline=None)
settings.load_profile("analyzer")
