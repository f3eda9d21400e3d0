"""The Thai vehicle registration book: what is printed in it, and how its pages are read."""
