"""What people ask (查询): one file a noun; reads at a desk, writes nothing."""
