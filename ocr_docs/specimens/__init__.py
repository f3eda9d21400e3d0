"""Specimens: drawn vehicle registration books of people and cars that do not exist. Pure.

Every value is invented and known exactly, and so is where each of its lines stands,
through print, scanner and camera. Drawing needs Debian's Thai fonts: fonts-thai-tlwg.
"""
