"""The worker's half of a scene: each photo, then all views together once, then each report.

Every stage is a job (``core.jobs``): claimed with a lease, tried again when its worker dies,
given up after a few attempts. A stage ends in one transaction, which also writes the jobs of
the next stage; so a scene always ends, and every report is made and told once.
"""
