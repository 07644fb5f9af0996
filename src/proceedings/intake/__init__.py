"""Intake: a submitted file becomes Sheets, a clean one-document PDF plus the facts about it."""
