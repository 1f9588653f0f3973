"""Training the reader, from the data to the model card: `make reader`.

`contexts` are what there is to learn from; `candidates` finds for each question what Kilde
itself would find among them; `groups` makes of both what is learnt from, with `noise` and
`rules` for what the data has too little of; `features` are what the embedding model makes
of the texts' tokens, once; `network` is what is trained, `training` trains it, `export`
turns it into what `answering.reader` serves, and `figures` measures it on contexts that it
was not trained on. All numbers are in recipe.toml. In `close` is the other reader that is
served, which reads question and passage together.
"""
