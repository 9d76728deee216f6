"""Which analyzer this is, for whatever writes it down; below all rooms, so that none has to ask the face."""

__version__ = "0.1.0"
