"""What people say before they ask on: "takk, og …", "Alles klar, …", "Great, and …"."""

from __future__ import annotations

import re

_SAID = r"""
    (?:tusen\ |mange\ )?takk(?:\ (?:skal\ du\ ha|for\ (?:svaret|hjelpen|svar|det|info\w*)|så\ mye))?
  | ok(?:ay|ei)? | okey(?:dokey)? | oki | ja(?:vel|ha|så)? | jo | jøss | nei | å\ (?:ja|nei)
  | greit(?:\ nok)? | den\ er\ (?:grei|god) | fin[te]? | supert? | flott | perfekt | bra | topp
  | kult | kjempebra | herlig | kjempefint | fantastisk | nydelig | knall | utmerket
  | (?:jeg\ )?(?:skjønner|forstår) | skjønt | notert | mottatt | aha | ah | åh? | oi | hm+
  | godt\ å\ vite | det\ var\ (?:bra|fint) | interessant
  | (?:vielen|besten|herzlichen|lieben|tausend)\ dank(?:\ (?:für\ die\ (?:antwort|auskunft|info\w*)
      |dafür))?
  | danke(?:\ (?:schön|sehr|dir|ihnen|euch|für\ die\ (?:antwort|auskunft|info\w*)))?
  | merci | alles\ klar | klar | gut(?:\ zu\ wissen)? | sehr\ gut | prima | toll | klasse | top
  | spitze | wunderbar | ausgezeichnet | bestens | hervorragend | genial | schön | na\ gut
  | (?:ich\ )?verstehe | (?:hab\ ich\ )?verstanden | ach(?:\ so|\ ja)? | achso | oh | nein | stimmt
  | in\ ordnung | passt | geht\ klar | soso | interessant
  | (?:many\ |much\ )?thanks(?:\ (?:a\ lot|so\ much|a\ million|again
      |for\ (?:that|the\ (?:answer|help|info\w*))))?
  | thank\ you(?:\ (?:so|very)\ much|\ for\ (?:that|the\ (?:answer|help|info\w*)))? | thx | cheers
  | great(?:\ stuff)? | perfect | cool | nice(?:\ one)? | good(?:\ to\ know)? | very\ good
  | lovely | awesome | excellent | wonderful | brilliant | fantastic | super | fine | fair\ enough
  | got\ it | i\ see | i\ understand | understood | makes\ sense | right | all\ ?right | alright
  | sure | noted | yes | yeah | yep | no | well | interesting | wow
"""
# One says nothing more where another follows, a mark, or a word that asks on.
_THANKS = re.compile(
    rf"(?:{_SAID})(?:\s*[,.!;…]+\s*|\s+[–—-]+\s+|\s+(?=(?:{_SAID})\b)|\s+(?=(?:og|men|und|aber|and|but|så)\b)|$)",
    re.VERBOSE | re.IGNORECASE,
)


def without_thanks(text: str) -> str:
    """What is left of a message behind its thanks and nods; nothing where it is only these."""
    found = _THANKS.match(text)
    while found:
        text = text[found.end() :]
        found = _THANKS.match(text)
    return text
