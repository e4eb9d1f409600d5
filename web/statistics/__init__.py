"""Statistics (统计): figures of the work, each with the list behind it, on paper and as files."""

from web.statistics.pages import bp

__all__ = ["bp"]
