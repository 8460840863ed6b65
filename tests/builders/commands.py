"""What a command answers, as a terminal sees it."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    """Exit code and both outputs of one command."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must be one JSON value."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Standard output, which must be JSON Lines."""
        return [json.loads(line) for line in self.out.splitlines()]

    def assert_refused(self, fragment: str) -> None:
        """Assert that nothing was answered, and that the problem and what to do were told in French."""
        assert (self.code, self.out) == (2, "")
        assert "Traceback" not in self.err
        problem, found, next_step = self.err.partition("À faire : ")
        assert found, self.err
        assert "Erreur : " in problem
        assert fragment in problem
        assert len(next_step.split()) >= 3
