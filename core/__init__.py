"""What every panel stands on: photos, engines, jobs, access, deliveries.

Any app may import ``core``; ``core`` imports no app and knows no word of
serial numbers, shelves or meters. import-linter checks it on every commit.
"""
