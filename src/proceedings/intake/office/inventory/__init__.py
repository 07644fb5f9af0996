"""Inventory: what a submission's own file holds, counted, and compared with what its PDF shows."""
