"""Resolution of each kind of signal: one module a kind, named like its key in the config.

Each has `build`, which returns the signal and its condition as a sentence.
"""
