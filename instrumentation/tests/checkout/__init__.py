"""Runs a service of a mem0 checkout, for test_checkout."""
