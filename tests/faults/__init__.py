"""Kill whatever runs, at random moments, and see that nothing is lost, twice or half.

`make faults` runs a hundred kills; CI runs ten. `collection` makes a folder of documents and
its changes, `reader` asks while all goes on, `loop` kills, lets the next run complete and
compares. The seed is printed: the same one makes the same changes and kills, though not at
the same instruction.
"""
