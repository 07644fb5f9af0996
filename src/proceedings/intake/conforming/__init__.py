"""Making each submission PDF/A: the levels, the repairs, and what is done where repairs are not enough."""

from proceedings.intake.conforming.conform import conform
from proceedings.intake.conforming.outcome import Conformed, Problem

__all__ = ["Conformed", "Problem", "conform"]
