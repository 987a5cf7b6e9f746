"""The query languages of CloudWatch, read by grammars: each a package with its parser and tree.

Whoever needs to know what such a text says asks here; nobody looks for words in it. What is
wrong with a text is told with its place in the text, counted from 0.
"""
