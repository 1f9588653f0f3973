"""What answers do with questions that are not asked plainly, measured on sets made for it.

`python -m evaluation.answering [NAME…] [--held-out]`: conversations, rewordings, premises and
conflicts, one JSON object each. The first three are asked of the sample company.
"""
