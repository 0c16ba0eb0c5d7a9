"""Example messages, tried against the schemas."""
