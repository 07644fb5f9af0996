"""Programs: one adapter for each program and library that runs outside our code."""
