"""What people do (办理): one file a noun; each writes entries at a desk and never commits."""
