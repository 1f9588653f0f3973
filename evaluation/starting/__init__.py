"""Measures the questions that are made of headings for people who are new.

    python -m evaluation.starting evaluation/starting/judged.jsonl

makes them anew for every partition of the installation of kilde.toml, and looks each up in a
file of judgements: was it a question that a person would ask in those words (`natural`), and
does the answer that Kilde gives, read by a person, answer it (`answered`)? One JSON line a
language, and one for all; what has not been judged is printed with its answer, to be judged.
"""
