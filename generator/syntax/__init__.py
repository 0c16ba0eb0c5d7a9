"""Untrusted text into plain values with line numbers, within limits."""
