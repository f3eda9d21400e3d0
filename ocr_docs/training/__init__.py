"""Training of the line recognisers, on pictures this project renders itself.

Needs the dependency group ``train``; nothing here runs in a server.
"""
