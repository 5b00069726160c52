"""The trial that is short enough for every run of the tests."""

from pathlib import Path

import pytest

from tests.soak.trial import run_trial


@pytest.mark.timeout(300)  # a cluster is founded, worn down and judged
def test_P46_T31_nothing_acknowledged_is_lost_while_parts_die(tmp_path: Path) -> None:
    outcome = run_trial(tmp_path, for_s=15, kills=5, between_s=0.2, seed=0, tell=print)
    print(outcome)
    assert outcome.verdict.faults == []
    assert len(outcome.load.acknowledged) > 0
    assert outcome.kills > 0
