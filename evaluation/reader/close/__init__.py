"""Training the close reader: `python -m evaluation.reader.close`, part of `make reader`.

It reads a question and a passage together, where the reader beside it lays what the embedding
model makes of each alone side by side. What it learns from are that one's groups of passages,
and `written` ones: companies' passages with questions that they answer and near misses that they
do not. `numbering` turns all into token numbers, `network` is what is trained, `training` trains
it, and `measure` tells how well near misses are told. All numbers are in recipe.toml.
"""
