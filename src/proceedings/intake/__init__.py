"""Intake: a submitted file becomes a Submission: a clean PDF of its own, and the facts about it."""
