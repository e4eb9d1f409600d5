"""The demonstration (演示): an invented city, three selections, every duty with an account."""
