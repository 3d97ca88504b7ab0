"""Of texts damaged one place at a time, nearly all are caught by the rule meant for them, and no undamaged one is."""

import pytest
from mutations import measure, studies

LEAST = 0.98


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    return studies(tmp_path_factory.mktemp("mutations"))


def test_undamaged_studies_have_no_finding(both):
    for study in both:
        assert study.findings() == set()


def test_damaged_texts_are_caught(both):
    made, caught, missed = measure(both)
    assert len(made) >= 14
    told = "\n".join(f"{damage.kind}: {damage.path}: {damage.what}" for damage in missed)
    assert sum(caught.values()) >= LEAST * sum(made.values()), told


def test_an_edit_voids_one_sign_off(both):
    """Only the unit that was touched has to be read again."""
    for study in both:
        edits = [damage for damage in study.damages() if damage.kind == "signed unit edited"]
        assert len(edits) >= 50
        for damage in edits:
            assert len(study.found(damage)) == 1, damage.what
