"""The words every stage shares: parts, addresses, statuses, findings. No files, no clock."""
