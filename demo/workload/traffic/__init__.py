"""Requests as a few dozen users and their agents would make them."""
