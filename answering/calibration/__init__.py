"""Figures of question sets, and logistic regression: what says how far a confidence holds.

`metrics` says what counts as found, as shown and as known; `regression` fits. `evaluation`
uses both for the shipped confidence.
"""
