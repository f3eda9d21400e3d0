"""The workbench: staff try a photo, compare engines and models, label examples, measure.

Knows no panel: what can be tried is offered by the panels (see ``core.workbench.offers``).
"""
