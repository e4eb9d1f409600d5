"""The demonstration (演示): an invented city, four selections, every duty with an account."""
