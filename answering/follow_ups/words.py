"""The words by which a question is known to lean on the one before it."""

from __future__ import annotations

import re

# "og …", "what about …", "Und wie ist es mit …": the rest takes a place in the last question.
OPENERS = re.compile(
    r"""(?:
      (?:nei,?\ |men\ )?jeg\ (?:mener|mente|tenk(?:er|te)\ på)(?=\ )
    | (?:nein,?\ |aber\ )?ich\ (?:meine|meinte)(?=\ )
    | (?:no,?\ |but\ )?i\ (?:mean|meant|was\ thinking\ of)(?=\ )
    | (?:og|men|eller)\ (?:hva|hvordan)\ (?:er\ det\ )?(?:med|om|for)
    | (?:og\ |men\ )?hva\ (?:skjer\ )?(?=(?:hvis|dersom|når)\ )
    | (?:hva|hvordan)\ (?:så\ )?(?:er\ det\ )?(?:med|om|for)(?=\ )
    | (?:så\ |og\ )?gjelder\ (?:det|dette)(?:\ samme)?(?:\ (?:også|bare|kun|ikke))?
    | (?:så\ )?(?:det|dette)\ gjelder\ (?:også|bare|kun|ikke|vel|altså)
    | er\ (?:det|dette)\ (?:det\ samme|likt|likedan|slik|sånn)(?:\ også)?
      (?=\ (?:for|i|på|hos|med|når|hvis|ved|også))
    | (?:og|men|eller|enn|hva)\ så | (?:og|men|eller|enn|samt)
    | (?:und\ |aber\ )?was,?\ (?:ist,?\ )?(?=(?:wenn|falls)\ )
    | (?:und\ |aber\ )?(?:was\ ist|wie\ ist\ es|wie\ ist\ das|wie\ sieht\ es|wie\ sieht\ das
      |wie\ steht\ es)\ (?:denn\ )?(?:dann\ )?(?:mit|bei|um|für|(?=in\b|im\b|am\b))
      (?:\ den|\ dem|\ der)?
    | (?:und\ |also\ |dann\ )?gilt\ (?:das(?!\ (?-i:[A-ZÄÖÜ]))|dies|es)
      (?:\ (?:auch|ebenfalls|ebenso|genauso|nur|nicht|dann|denn|so))*
    | (?:und|aber|oder|sowie)
    | (?:and\ |but\ |so\ )?(?:what|how)\ (?:about|if|with)
    | (?:and\ )?what\ (?:happens\ )?(?=when\ i\b)
    | (?:and\ |so\ )?(?:does|is)\ (?:that|this|it)\ (?:also\ |only\ )?(?:apply|valid|true)
      (?!\ that\b)(?:\ also)?(?:\ to)?
    | (?:so\ )?(?:that|this|it)\ (?:also\ |only\ )?(?:applies|does\ not\ apply|doesn['’]t\ apply)
      (?:\ also)?(?:\ to)?
    | is\ (?:it|that|this)\ the\ same(?=\ (?:for|in|at|on|with|when|if|during))
    | (?:the\ )?same\ (?:goes\ )?for | (?:det\ )?samme\ (?:gjelder\ )?(?=for|hos|i\b|på|med|ved)
    | (?:das\ gleiche|gleiches|dasselbe|das\ selbe|genauso|ebenso)\ (?:gilt\ )?
      (?=für|bei|in|im|am|mit|ohne)
    | (?:and|but|or|also)
    )\b[\s,]*""",
    re.VERBOSE | re.IGNORECASE,
)
# "auch in …", "only for …": a place in the last question, if one is named, follows these.
ADDING = re.compile(
    r"""(?:(?:og|und|and|men|aber|but)\ )?(?:
      også | selv | bare | kun | ikke | inkludert | inklusive | unntatt | særlig
    | auch | nur | nicht | sogar | selbst | einschließlich | ausgenommen | außer | besonders
    | also | only | even | not | just | including | excluding | except | especially
    )\ """,
    re.VERBOSE | re.IGNORECASE,
)
# The same, whatever it is that follows.
REGARDLESS = re.compile(
    r"(?:uansett|uavhengig av|egal|unabhängig von|ganz gleich|no matter|regardless of) ",
    re.IGNORECASE,
)
CONDITIONS = frozenset(
    "hvis dersom når om mens selv wenn falls während sobald ob if when while once unless".split()
)
# At the end of a piece these say no more than that it is one.
CLOSING = re.compile(
    r"(?:[\s,]+(?:da|også|likevel|altså|aus|denn|auch|dann|eigentlich|genauso|ebenfalls|too|also|then|"
    r"as well|either|though))+$",
    re.IGNORECASE,
)
# An opener after which a place in the last question is all that can follow.
SURE_OPENER = re.compile(
    r"""(?:
      enn\b | hva\ (?:så\ )?(?:med|om) | og\ hva\ med | (?:så\ )?gjelder\ (?:det|dette)
    | (?:så\ )?(?:det|dette)\ gjelder | er\ (?:det|dette)\ (?:det\ samme|likt)
    | (?:und\ )?was\ ist\ mit | wie\ (?:ist|sieht|steht)\ (?:es|das)
    | (?:und\ |also\ |dann\ )?gilt\ (?:das|dies|es)
    | (?:and\ |but\ |so\ )?(?:what|how)\ about | (?:the\ )?same\ | is\ (?:it|that|this)\ the\ same
    | (?:and\ |so\ )?(?:does|is)\ (?:that|this|it)\ (?:also\ |only\ )?(?:apply|valid|true)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# "what if …", and nothing else that would lean on what was asked: what follows may be a question
# that nobody asked yet.
WHAT_IF = re.compile(
    r"(?:\w+ )?(?:hva|was|what)(?: så)?(?: skjer| happens|,? ist)?,? "
    r"(?:hvis|dersom|når|om|wenn|falls|if|when)\b",
    re.IGNORECASE,
)
WHAT_HAPPENS_IF = re.compile(
    r"(?:\w+ )?(?:hva skjer|what happens|was,? ist),? (?:hvis|dersom|når|wenn|falls|if|when)\b",
    re.IGNORECASE,
)
# Behind these "det", "das" and "es" stand for something only where what they hold for follows:
# "gjelder det lærlinger?", but "gjelder det egne regler for lærlinger?".
HOLDS = re.compile(
    r"(?:(?:og|så|und|also|dann) )?(?:gjelder (?:det|dette)|gilt (?:das|dies|es))\b", re.IGNORECASE
)
HOLDS_ALSO = re.compile(
    r" (?:samme|også|bare|kun|ikke|auch|ebenfalls|ebenso|genauso|nur|nicht|so)$", re.IGNORECASE
)
# "jeg tenker på vikarene", but "jeg tenker på å slutte".
MEANING = re.compile(
    r"(?:\w+,? )?(?:jeg|ich|i) (?:mener|mente|tenker|tenkte|meine|meinte|mean|meant|was)\b",
    re.IGNORECASE,
)

NORWEGIAN_INTERROGATIVES = frozenset(
    "hva hvem hvor hvordan hvorfor hvilken hvilket hvilke når kva kven korleis kvifor".split()
)
INTERROGATIVES = NORWEGIAN_INTERROGATIVES | frozenset(
    """
    was wer wen wem wessen wie wo woher wohin wann warum weshalb wieso welche welcher welches
    welchem welchen wieviel womit wofür worauf
    what who whom whose which when where why how
    """.split()
)
# A question may begin with these instead: it is a whole one, not a piece of one.
VERBS_FIRST = frozenset(
    """
    er kan må får har skal vil bør gjelder finnes fins dekker betaler trenger hjelper går blir
    ist sind kann kannst können darf dürfen muss müssen soll sollte gibt hat habe haben werden
    wird gilt brauche braucht bekomme bekommt zahlt stemmer stimmt
    is are was were can may must should do does did has have will would could
    """.split()
)
# These stand for something that was named before.
PRONOUNS = frozenset(
    """
    det den de dem dette disse der derfra dit da
    das es sie er ihn ihm ihnen dies diese dieser dieses diesen dort dorthin dafür damit davon
    dazu darüber darauf daran dabei dadurch die denen
    it that this they them those these there one ones its their he she him her
    """.split()
)
# The same words where they stand for nothing: "gibt es", "is there", "er det lov å".
EXPLETIVES = re.compile(
    r"""\b(?:
      (?:is\ it\ (?:true|correct|right)|stemmer\ det|er\ det\ (?:sant|riktig))\ (?:that|at)
    | finnes\ det | fins\ det | går\ det\ an | er\ det\ (?:noen|noe|lov|mulig|tillatt|greit|forbudt
      |en|et|i|på|flere|fri|rett)\b | det\ er
    | var\ det\ (?:som|ikke|en|et|noen|noe|på|i|mellom|fra|ved)\b
    | hva\ er\ det\ som | blir\ det\ (?:en|et|noe)
    | har\ det\ noe\ å\ si | skal\ det\ (?:være|mye)
    | gibt\ es | gab\ es | es\ gibt | ist\ es\ (?:erlaubt|möglich|verboten|okay|nötig|in\ ordnung)
    | handelt\ es\ sich | geht\ es\ um
    | (?:is|are|was|were)\ there | there\ (?:is|are)
    | is\ it\ (?:possible|allowed|ok|okay|true|permitted|necessary|mandatory|forbidden|legal|safe)
    | how\ (?:cold|hot|warm|far|loud|dark|late|wet)\ (?:is|can|may|should|must)\ it
    | wie\ (?:kalt|warm|heiß|weit|laut|hell|dunkel|spät|feucht)
      \ (?:ist|darf|soll|muss|kann|wird)\ es
    | hvor\ (?:kaldt|varmt|langt|høyt|lyst|mørkt|sent|fuktig)\ (?:er|kan|må|skal|bør)\ det
    | does\ it\ take\ to\ \w+ | it\ is\ (?:possible|allowed) | does\ it\ cost\ to
    )""",
    re.VERBOSE | re.IGNORECASE,
)
# Said of any subject: they do not tell what a question is about.
GENERIC = frozenset(
    """
    lenge lang lange langt ofte mye mange gang ganger tid tida tiden tar ta koster kostet gjelder
    gjør gjøre godkjenner godkjenne bestemmer bestemme avgjør avgjøre ansvar ansvarlig frist
    fristen sats satsen pris prisen beløp beløpet grense grensen maks minst unntak
    skjema skjemaet søker søke trenger trengs ringer ringe spør spørre kontakte kontakter hjelper
    hjelpe skjer går finner finne står sender sende leverer levere leveres skriver prosent
    dager dag uker uke måneder måned år kroner kr egentlig nøyaktig høy høyt stor stort
    dauert dauern lange lang lang oft kostet kosten gilt gelten macht tun genehmigt genehmigen
    entscheidet entscheiden bestimmt zuständig verantwortlich frist fristen satz betrag preis
    grenze ausnahme ausnahmen formular antrag brauche braucht brauchen ruft rufe anrufen fragen
    frage wende wenden kontaktieren hilft helfen passiert geht finde finden steht schicke
    schicken tage tag wochen woche monate monat jahr jahre euro prozent genau hoch groß darf
    höchstens mindestens bekommt bekomme beantrage beantragen bezahlt zahlt ausgezahlt
    long take takes often much many cost costs apply applies approve approves decide decides
    decided responsible deadline rate price amount limit maximum minimum exception exceptions
    form need needs needed call calls ask asks contact contacts help helps happen happens go find
    send sends submit days day weeks week months month year years time times percent exactly
    high big large get gets far soon early late pay pays paid work works per
    virker funktioniert
    """.split()
)
PREPOSITIONS = frozenset(
    """
    for i på med uten hos ved etter før fra til mot over under utenfor innenfor mellom gjennom om
    für in im am an auf mit ohne bei beim nach vor von vom zu zum zur über unter außerhalb
    innerhalb zwischen aus während ab bis
    for in on with without at by after before from to over under outside inside within between
    during about through of towards since until seit innen
    """.split()
)
# Which of them name the same kind of place in a sentence.
KINDS_OF_PLACE = (
    frozenset("for für towards til mot".split()),
    frozenset("i på utenfor innenfor hos in im am an auf außerhalb innerhalb at outside inside "
              "within on bei beim".split()),
    frozenset("med uten mit ohne with without".split()),
    frozenset("før etter vor nach before after".split()),
    frozenset("over under über unter".split()),
)  # fmt: skip
# A preposition alone takes the place of its opposite: "enn uten?".
OPPOSITES = {
    one: other
    for pair in ("med uten", "mit ohne", "with without", "før etter", "vor nach",
                 "before after", "over under", "über unter")
    for one, other in (pair.split(), pair.split()[::-1])
}  # fmt: skip
ARTICLES = frozenset(
    "en ei et den det de der die das dem den ein eine einen einem einer the a an my your our "
    "min mitt mine din ditt dine mein meine meinen".split()
)
# What a question begins with that is no part of its subject.
_MODALS = (
    "kan må får har skal vil bør blir er var kann muss darf soll wird ist sind habe hat bekomme "
    "brauche do does did can may must should is are will would have has"
)
_PERSONS = "jeg vi du man dere ich wir man i we you one"
SUBJECT_OF = re.compile(
    rf"\b(?:{'|'.join(_MODALS.split())}) (?:{'|'.join(_PERSONS.split())})\b", re.IGNORECASE
)
# In English these stand before an "I" that somebody wrote small.
MODALS = frozenset(
    "do does did can could may might must shall should will would have had has am was".split()
)
# These stand for things and matters only, and not for people.
THINGS = frozenset(
    "det dette den it this that es das dies dafür damit davon dazu darüber darauf daran".split()
)
PEOPLE = frozenset(
    """
    sjef sjefen leder lederen arbeidsgiver arbeidsgiveren kollega kollegaen kolleger firmaet
    bedriften teamet tillitsvalgt tillitsvalgte verneombudet kunden legen
    chef chefin vorgesetzte vorgesetzter vorgesetzten arbeitgeber kollege kollegen kollegin firma
    betriebsrat team kunde kunden arzt personalabteilung
    boss manager supervisor employer colleague colleagues company team customer doctor partner wife
    husband
    """.split()
)
NUMBERS = frozenset("to tre fire fem seks sju åtte ni ti fleste".split())
FIGURES = NUMBERS | frozenset(
    "zwei drei vier fünf sechs sieben acht neun zehn two three four five six seven eight nine "
    "ten".split()
)
# Who a condition is about that says nothing of its own: "if I'm sick".
PERSONS = frozenset("jeg vi du man dere ich wir i we you he she they han hun sie er".split())
# What may stand behind a pronoun and is no noun that it could be the article of.
ADVERBS = frozenset(
    """
    først igjen videre tilbake bort fram likevel alene senere skriftlig egentlig bare
    fortsatt fremdeles automatisk
    vorher nachher schriftlich online später sofort gleich trotzdem einfach überhaupt denn
    eigentlich bitte nochmal nochmals allein zuerst rückwirkend telefonisch irgendwo automatisch
    first again later instead alone also too too still anyway online
    """.split()
)
