"""Shelf scenes in the workbench (see ``core.workbench.offers``).

Engines are imported where they are used: web processes know these modules.
"""
