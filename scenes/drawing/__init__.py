"""Drawn shelves of invented goods, with the exact truth of every photo. Pure.

For tests, samples and measurements: nothing here is a real product, brand or price.
"""
