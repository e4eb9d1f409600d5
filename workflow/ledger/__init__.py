"""The ledger (存证): what an auditor needs to prove the journal without trusting its keeper.

A Merkle tree over all entries, checkpoints signed by a key that the server does not hold, and
cosignatures of witnesses. It proves what was recorded, in which order and between which witnessed
moments; not that a statement was true, nor that an act left unrecorded took place.
"""
