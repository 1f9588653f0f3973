"""Benchmarks: `make bench`, one JSON object a line.

Quality, speed and memory by the same commands that a user calls, on the question sets
beside the project, and beside the pipeline that most tutorials start from. Times vary from
machine to machine and from hour to hour: trust the ratios within one run.
"""
