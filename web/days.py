"""Days as people read them (日期与期限): Chinese dates, and what is left in working days."""

from datetime import date


def chinese_day(day: date | str) -> str:
    """2026年3月4日; "" for no day."""
    if not day:
        return ""
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{found.year}年{found.month}月{found.day}日"


def left_words(left: int | None) -> str:
    """剩3个工作日, 今天到期, 逾期2个工作日; "" where nothing can be said."""
    if left is None:
        return ""
    if left == 0:
        return "今天到期"
    return f"剩{left}个工作日" if left > 0 else f"逾期{-left}个工作日"
