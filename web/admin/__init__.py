"""Administration (管理): organizations, accounts, posts and bodies, the state of the system, the watch."""
