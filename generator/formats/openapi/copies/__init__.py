"""Copies of a spec that tell of each part which contract it stands under."""
