"""What the pages under /docs/ say: a paper for each panel."""
