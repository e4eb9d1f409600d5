"""The verifier that stands alone (独立核验程序): goes into every dossier, imports nothing of ours there."""
