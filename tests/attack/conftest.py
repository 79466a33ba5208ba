"""There is always a team that reads."""

from tests.testimonies.conftest import team

__all__ = ["team"]
