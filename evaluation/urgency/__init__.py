"""How well urgent and personal messages are told, and the fit of what tells them.

`python -m evaluation.urgency` prints the figures on the judged messages, `… fit` makes
`answering/urgency/situations.npz` anew from the example situations in `examples/`. The messages
were written and judged before the rules; half of them, marked `held out`, were not looked at
while the rules were made. `second.jsonl` was written afterwards, from lots drawn.
"""
