"""Statistics (统计): counts of work, never of merit: no figure judges, ranks or compares people.

Each file has one figure and the list behind it, both narrowed by the same scope.
"""
