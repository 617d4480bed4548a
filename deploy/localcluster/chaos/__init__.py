"""Runs exports while it kills, suspends and breaks what they depend on, and says whether every promise was kept.

A run reads: run.py, then faults.py (what is done to the processes), s3_faults.py (what is done to S3's answers), jobs.py (what callers
do meanwhile), verdict.py (what must hold at the end). All chance comes from one seed, which the report names.
"""
