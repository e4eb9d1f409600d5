"""The revisions (各版): each says which one it follows; text that was released is never edited."""
