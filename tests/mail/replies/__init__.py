"""Messages as people and their programs write them, each with what its author wrote.

Two halves: rules may be fitted on `development`, `held_out` is for measuring.
"""
