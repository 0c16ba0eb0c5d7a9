"""What changed between two snapshots of a spec, found on the neutral tree."""
