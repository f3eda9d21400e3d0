"""One file per kind of document, each a pure reader: pixels and engines in, findings out."""
