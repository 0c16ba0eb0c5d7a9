"""Facts into text and JSON for people and scripts; `design` of the JSON: see the README."""
