"""The sample forms (样表) give exactly what expected.json says, and the bad ones are refused."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from workflow.forms_in import FormRefused, as_json, read_form

SAMPLES = Path(__file__).parent / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_sample_reads_as_expected_to_the_letter(name: str) -> None:
    printed = as_json(read_form((SAMPLES / name).read_bytes(), name))
    assert json.loads(json.dumps(printed)) == EXPECTED[name]


def test_no_sample_is_without_an_expectation() -> None:
    good = {path.name for path in SAMPLES.glob("*.lrmx") if not path.name.startswith("bad_")}
    assert good == set(EXPECTED)


@pytest.mark.parametrize(
    ("name", "because"), [("bad_truncated.lrmx", "中断"), ("bad_xxe.lrmx", "DOCTYPE")]
)
def test_a_bad_sample_is_refused_by_its_name(name: str, because: str) -> None:
    with pytest.raises(FormRefused) as refused:
        read_form((SAMPLES / name).read_bytes(), name)
    assert refused.value.file == name
    assert len(refused.value.reasons) == 1
    assert because in refused.value.reasons[0]


def test_the_digest_is_of_the_bytes_of_the_file() -> None:
    data = (SAMPLES / "02_no_photo_bom_crlf.lrmx").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and b"\r\n" in data, "the sample has lost its bytes"
    assert read_form(data, "02").sha256 == sha256(data).hexdigest()
