"""What a vision model is asked about a shelf photo, and what of its answers is believed. Pure.

Places come from the local engines alone: the model gets numbered cut-outs of them and answers
by these numbers. Products are chosen from a list; a price counts only where the digits that
were read here with confidence do not speak against it.
"""
