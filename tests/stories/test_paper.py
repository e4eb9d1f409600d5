"""Made-up papers: a name that ends in .pdf is a file that a reader of PDF opens."""

import re

from workflow.stories.paper import paper


def test_a_paper_named_pdf_is_one_whose_table_leads_to_each_object() -> None:
    made = paper("任免审批表.PDF")
    assert made.startswith(b"%PDF-1.4\n") and made.endswith(b"%%EOF\n")
    start = int(made.rpartition(b"startxref\n")[2].partition(b"\n")[0])
    assert made[start:].startswith(b"xref\n0 8\n")
    places = [int(one) for one in re.findall(rb"(\d{10}) 00000 n ", made)]
    for number, place in enumerate(places, 1):
        assert made[place:].startswith(b"%d 0 obj\n" % number)
    assert "任免审批表".encode("utf-16-be").hex().encode() in made


def test_any_other_name_is_a_line_that_says_it() -> None:
    assert paper("函.docx").decode() == "情景材料：函.docx\n"
