"""The pipeline: it alone connects the rooms. `building.py` is a build on one screen."""
