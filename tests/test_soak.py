"""A short form of `python tests/soak.py`."""

from soak import memory, serving, soak


def test_some_hostile_requests_leave_no_500_and_no_page_without_its_banner(renderer, tmp_path):
    running = serving(tmp_path)
    with running as address:
        seen = soak(address, renderer, 150)
        before = memory(running)
        seen += soak(address, renderer, 150)
        assert memory(running) < before * 1.5
        told = running.log.read_text()
    assert {200, 404} <= set(seen)
    assert "Traceback" not in told
