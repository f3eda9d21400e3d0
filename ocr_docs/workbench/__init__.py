"""Documents in the workbench (see ``core.workbench.offers``).

Engines and readers are imported where they are used: web processes know these modules.
"""
