"""Facts: what happened, said in the transaction that made it happen.

Verbs: `say_fact`, `say_identity` (inside the transaction of the change), `ship_facts` (to the event
log, each fact once), `deliver_facts` (to the rooms that hear it, each fact once a handler),
`forget_facts` (those that are shipped and heard), `revive_letter` (a dead one), `erase_facts` (of
a member). Registration: `hear` and `hear_every`, from a room's AppConfig.ready. Reads: `waiting`,
`dead_letters`, `facts_of`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from huitou.foundation.lazy import lazy

if TYPE_CHECKING:
    from huitou.foundation.facts.deliver import deliver_facts, revive_letter
    from huitou.foundation.facts.forget import forget_facts
    from huitou.foundation.facts.handlers import Heard, hear, hear_every
    from huitou.foundation.facts.personal import erase_facts, facts_of
    from huitou.foundation.facts.reads import DeadLetter, Waiting, dead_letters, waiting
    from huitou.foundation.facts.say import say_fact, say_identity
    from huitou.foundation.facts.ship import ship_facts

__all__ = [
    "DeadLetter",
    "Heard",
    "Waiting",
    "dead_letters",
    "deliver_facts",
    "erase_facts",
    "facts_of",
    "forget_facts",
    "hear",
    "hear_every",
    "revive_letter",
    "say_fact",
    "say_identity",
    "ship_facts",
    "waiting",
]

__getattr__ = lazy(
    __name__,
    deliver=("deliver_facts", "revive_letter"),
    forget=("forget_facts",),
    handlers=("Heard", "hear", "hear_every"),
    personal=("erase_facts", "facts_of"),
    reads=("DeadLetter", "Waiting", "dead_letters", "waiting"),
    say=("say_fact", "say_identity"),
    ship=("ship_facts",),
)
