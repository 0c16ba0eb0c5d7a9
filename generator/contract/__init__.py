"""Which contract each part stands under, why, and how long the promise holds."""
