"""One line of the outcome: what was measured, beside what, and what was promised."""

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Bound:
    """The most that ours may be: `factor` times theirs, plus `plus` in the row's unit."""

    factor: float = 0.0
    plus: float = 0.0

    def allowed(self, theirs: float) -> float:
        """Return the most that ours may be beside `theirs`."""
        return self.factor * theirs + self.plus

    def __str__(self) -> str:
        parts = [f"{self.factor:g} ×"] if self.factor else []
        parts += [f"{self.plus:g}"] if self.plus else []
        return "≤ " + " + ".join(parts)


@dataclass(frozen=True, slots=True)
class Row:
    """Samples of both sides, one a round, in the order of the rounds.

    `theirs` is empty where a bound stands alone.
    """

    name: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...] = ()
    unit: str = "s"
    bound: Bound | None = None

    @property
    def ratios(self) -> tuple[float, ...]:
        """Ours over theirs, by round: the machine changes speed between rounds, not within."""
        return tuple(ours / theirs for ours, theirs in zip(self.ours, self.theirs, strict=False))

    @property
    def holds(self) -> bool | None:
        """Whether the median round keeps the bound; None where there is none."""
        if self.bound is None:
            return None
        beside = self.theirs or (0.0,) * len(self.ours)
        shares = [
            ours / self.bound.allowed(theirs)
            for ours, theirs in zip(self.ours, beside, strict=True)
        ]
        return median(shares) <= 1
