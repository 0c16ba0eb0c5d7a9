"""Requests and responses: every example tried, and calls made up and tried likewise."""
