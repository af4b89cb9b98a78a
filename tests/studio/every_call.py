"""Every call of a small case, without merging anything, for comparison."""

from collections.abc import Iterator

from sim.core.case import Case
from sim.core.stages import ENDINGS
from sim.core.step import State, Step, advance, begin


def every_step(case: Case) -> Iterator[tuple[State, Step]]:
    """Each step that can be taken, with the state before it; what led there may differ."""
    seen = {begin(case).state}
    waiting = list(seen)
    while waiting:
        state = waiting.pop()
        for reply in () if state.stage in ENDINGS else case.offer(case.view(*state)):
            step = advance(case, state, reply)
            yield state, step
            if step.state not in seen:
                seen.add(step.state)
                waiting.append(step.state)


def every_state(case: Case) -> set[State]:
    """Each state a call can be in."""
    return {begin(case).state, *(step.state for _, step in every_step(case))}
