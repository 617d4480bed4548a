"""What deploy/local-cluster is made of; Python's standard library only."""
