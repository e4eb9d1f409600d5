"""Forms (表单) generated from what a definition says of its fields."""
