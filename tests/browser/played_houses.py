"""The houses of the browser tests: what was played before anybody sits down, and whose names are long."""

LONG_UNIT = "临江市地方金融监督管理和国有资产监督管理联席会议办公室（市企业改革发展服务中心）"
LONG_POST = "联席会议办公室（市企业改革发展服务中心）专职副主任、机关党委副书记兼机关纪委书记"
# name: the story that was played before anybody sits down, and the day on which they do
STORIES = {
    "investigation": (
        "story: 等待支部意见\nfrom: {happy}\nuntil: branch_opinion.answer\n", "2026-02-28",
    ),
    "deliberation": (
        "story: 会议讨论之前\nfrom: {happy}\nuntil: upper_leader_opinion.ask\n", "2026-03-18",
    ),
    "first_day": ("story: 第一天\nfrom: {happy}\nuntil: dongyi\n", "2026-01-12"),
    "rare_names": (
        "story: 生僻字和很长的名称\nfrom: {happy}\nuntil: branch_opinion.answer\n"
        "with_world:\n"
        "  organizations:\n"
        f"    gongwei: {{{{name: {LONG_UNIT}}}}}\n"
        "  posts:\n"
        f"    gongwei_deputy: {{{{title: {LONG_POST}}}}}\n"
        "  persons:\n"
        "    wei_tongzhou: {{name: 㛃𬀩䶮}}\n"
        "    yan_guibin: {{name: 阿卜杜热合曼·麦麦提吐尔逊·居马洪}}\n", "2026-02-28",
    ),
}  # fmt: skip
