"""Services and schemas as parts of the one tree."""
