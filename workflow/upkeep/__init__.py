"""Upkeep (运行维护): clearing what an erasure leaves, changing keys, backup, restore."""
