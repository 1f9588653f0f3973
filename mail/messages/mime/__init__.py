"""The forms in which messages travel: headers, encodings, parts. Every form is read leniently.

Python's own `email` parser descends into parts by recursion, tests each line against every
boundary around it, and raises on some headers; here a part is cut one level at a time.
"""
