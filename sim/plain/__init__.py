"""The game as plain lines of text: for pipes, screen readers, and terminals that can do no more.

A name stands before every line that is spoken; nothing is drawn, nothing is taken back once it is
printed, and no byte is sent that steers a terminal.
"""

from sim.asked import NOTHING, Asked
from sim.plain.after import debriefed, wrapped_up
from sim.plain.call import played
from sim.plain.lobby import begun
from sim.plain.talk import Left, Talk, take_lines
from sim.prose.kept import KEPT
from sim.records.places import Places
from sim.studio.index import Index


def play_in_plain(index: Index, places: Places, asked: Asked = NOTHING) -> str:
    """Play a call, a new one or one that was left; the ending, or nothing if it can go on.

    What is not asked for is chosen, a seed drawn. Raises NoSuchContent, ContentError or
    RecordsError.
    """
    if asked.scenario is not None:  # before anything is asked
        index.library.scenario(asked.scenario)
    if asked.customer is not None:
        index.library.customer(asked.customer)
    take_lines()
    talk = Talk()
    try:
        session = begun(talk, index, places, asked)
    except Left:
        talk.say("No call was begun.")
        return ""
    with session:
        try:
            talk.say(session.notice)
            played(talk, session)
        except Left:
            talk.say(KEPT)
        except KeyboardInterrupt:
            talk.gap()
            talk.say(KEPT)
            raise
        else:
            wrapped_up(talk, session)
            debriefed(talk, session, places)
        return session.call.ending
