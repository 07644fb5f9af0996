"""Engine: how work is run and kept: store, workers, cluster, disk."""
