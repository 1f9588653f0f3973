"""Vectors freed of the language that their texts are in, as far as it can be told apart.

A multilingual model puts texts of one language together: a question finds passages in its
own language even where the answer stands in another. The direction from one language to
another is nearly the same for all texts, so the mean difference between translations of a
few sentences shows it, and it can be taken out of every vector. It is taken out by half:
of two passages that answer alike, the one in the question's language should come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

FILE = "languages.npy"
_TAKEN_OUT = 0.5

# Translations of each other, of everything and nothing, so that no subject is mistaken for
# a language. More than twenty change little.
PARALLEL = {
    "nb": (
        "Hvor finner jeg skjemaet for å søke om permisjon?",
        "Møtet er flyttet til torsdag klokka ti i det store rommet.",
        "Maskinen må stå stille før dekselet åpnes.",
        "Hvem skal jeg ringe hvis heisen stopper?",
        "Byen ligger ved en elv og har rundt førti tusen innbyggere.",
        "Regningen betales innen tretti dager.",
        "Hun ble født i en liten landsby og studerte senere medisin i hovedstaden.",
        "Slik bytter du passord: åpne innstillingene, velg konto og skriv inn det nye to ganger.",
        "Hva koster det å sende en pakke på to kilo?",
        "Alle som arbeider på taket, skal bruke sele.",
        "Krigen varte i sju år og endte med en fredsavtale.",
        "Vannet fryser ved null grader.",
        "Når åpner butikken om morgenen?",
        "Laget vant kampen med to mål mot ett.",
        "Feilen skyldes en løs kabel bak skjermen.",
        "Hvordan kobler jeg skriveren til nettverket?",
        "Foreldre kan være hjemme med sykt barn inntil ti dager i året.",
        "Boka handler om en fisker som reiser nordover langs kysten.",
        "Oljen skiftes etter fem hundre timer eller en gang i året.",
        "Hvor mange ansatte har avdelingen?",
        "Styret vedtok budsjettet for neste år uten endringer.",
        "Plantene trenger lys, vann og næring for å vokse.",
        "Toget til sjøen går hver time fra spor fire.",
        "Hvorfor må jeg logge inn på nytt?",
        "Opplysningene slettes når arbeidsforholdet er avsluttet.",
        "Kongen lot bygge en festning på øya i det trettende århundre.",
        "Ved brann: gå ut, lukk dørene og møt ved flagget.",
        "Hva er forskjellen på de to avtalene?",
        "Programmet lagrer filen hvert femte minutt.",
        "Lønnen utbetales den femtende i hver måned.",
        "Hvor gammelt er universitetet?",
        "Kunden fikk en ny del fordi den gamle var skadet under transporten.",
    ),
    "de": (
        "Wo finde ich das Formular, um Urlaub zu beantragen?",
        "Die Besprechung wurde auf Donnerstag um zehn Uhr in den großen Raum verlegt.",
        "Die Maschine muss stillstehen, bevor die Abdeckung geöffnet wird.",
        "Wen soll ich anrufen, wenn der Aufzug stehen bleibt?",
        "Die Stadt liegt an einem Fluss und hat rund vierzigtausend Einwohner.",
        "Die Rechnung ist innerhalb von dreißig Tagen zu bezahlen.",
        "Sie wurde in einem kleinen Dorf geboren und studierte später Medizin in der Hauptstadt.",
        "So ändern Sie das Passwort: Einstellungen öffnen, Konto wählen, "
        "das neue zweimal eingeben.",
        "Was kostet es, ein Paket von zwei Kilo zu verschicken?",
        "Alle, die auf dem Dach arbeiten, müssen einen Gurt tragen.",
        "Der Krieg dauerte sieben Jahre und endete mit einem Friedensvertrag.",
        "Wasser gefriert bei null Grad.",
        "Wann öffnet das Geschäft am Morgen?",
        "Die Mannschaft gewann das Spiel mit zwei zu eins.",
        "Der Fehler liegt an einem losen Kabel hinter dem Bildschirm.",
        "Wie verbinde ich den Drucker mit dem Netzwerk?",
        "Eltern können bis zu zehn Tage im Jahr mit einem kranken Kind zu Hause bleiben.",
        "Das Buch handelt von einem Fischer, der die Küste entlang nach Norden reist.",
        "Das Öl wird nach fünfhundert Stunden oder einmal im Jahr gewechselt.",
        "Wie viele Mitarbeiter hat die Abteilung?",
        "Der Vorstand beschloss den Haushalt für das nächste Jahr ohne Änderungen.",
        "Pflanzen brauchen Licht, Wasser und Nährstoffe, um zu wachsen.",
        "Der Zug ans Meer fährt stündlich von Gleis vier.",
        "Warum muss ich mich neu anmelden?",
        "Die Angaben werden gelöscht, wenn das Arbeitsverhältnis beendet ist.",
        "Der König ließ im dreizehnten Jahrhundert auf der Insel eine Festung errichten.",
        "Bei Feuer: Gehen Sie hinaus, schließen Sie die Türen und treffen Sie sich an der Fahne.",
        "Was ist der Unterschied zwischen den beiden Verträgen?",
        "Das Programm speichert die Datei alle fünf Minuten.",
        "Das Gehalt wird am fünfzehnten jedes Monats ausgezahlt.",
        "Wie alt ist die Universität?",
        "Der Kunde erhielt ein neues Teil, weil das alte beim Transport beschädigt worden war.",
    ),
    "en": (
        "Where do I find the form to apply for leave?",
        "The meeting has been moved to Thursday at ten in the large room.",
        "The machine must have stopped before the cover is opened.",
        "Whom should I call if the lift stops?",
        "The town lies on a river and has about forty thousand inhabitants.",
        "The invoice is to be paid within thirty days.",
        "She was born in a small village and later studied medicine in the capital.",
        "To change the password, open the settings, choose the account and type the new one twice.",
        "What does it cost to send a parcel of two kilos?",
        "Everyone who works on the roof must wear a harness.",
        "The war lasted seven years and ended with a peace treaty.",
        "Water freezes at zero degrees.",
        "When does the shop open in the morning?",
        "The team won the match by two goals to one.",
        "The fault is caused by a loose cable behind the screen.",
        "How do I connect the printer to the network?",
        "Parents may stay at home with a sick child for up to ten days a year.",
        "The book is about a fisherman who travels north along the coast.",
        "The oil is changed after five hundred hours or once a year.",
        "How many employees does the department have?",
        "The board adopted the budget for next year without changes.",
        "Plants need light, water and nutrients in order to grow.",
        "The train to the sea leaves every hour from platform four.",
        "Why do I have to sign in again?",
        "The information is deleted when the employment has ended.",
        "The king had a fortress built on the island in the thirteenth century.",
        "In case of fire, go out, close the doors and meet at the flag.",
        "What is the difference between the two contracts?",
        "The program saves the file every five minutes.",
        "The salary is paid on the fifteenth of every month.",
        "How old is the university?",
        "The customer received a new part because the old one had been damaged in transport.",
    ),
}


def directions(questions: np.ndarray, passages: np.ndarray) -> np.ndarray:
    """float32 [languages - 1, dim]: what is to be taken out of the vectors of a model.

    `questions` and `passages` [languages * n, dim] are the sentences of PARALLEL, embedded
    as the one and as the other.
    """
    import numpy as np

    count = len(PARALLEL)
    by_language = [
        vectors.reshape(count, -1, vectors.shape[1]) for vectors in (questions, passages)
    ]
    means = np.concatenate(by_language, axis=1).mean(axis=1)
    _, _, found = np.linalg.svd(means - means.mean(axis=0), full_matrices=False)
    scaled: np.ndarray = np.sqrt(_TAKEN_OUT) * found[: count - 1]
    return scaled.astype(np.float32)


def unrelated(questions: np.ndarray, passages: np.ndarray) -> float:
    """The mean cosine of a question and a passage that have nothing to do with each other.

    `questions` and `passages` [languages * n, dim] are the sentences of PARALLEL, embedded.
    Models differ in it: above it begins what a cosine says.
    """
    import numpy as np

    subject = np.tile(np.arange(len(PARALLEL["en"])), len(PARALLEL))
    others = subject[:, None] != subject[None, :]
    return float((questions @ passages.T)[others].mean())


def neutral(vectors: np.ndarray, taken_out: np.ndarray) -> np.ndarray:
    """The vectors [n, dim] less their parts along `taken_out`, of length one again."""
    import numpy as np

    left = vectors - (vectors @ taken_out.T) @ taken_out
    freed: np.ndarray = left / np.maximum(np.linalg.norm(left, axis=1, keepdims=True), 1e-9)
    return freed
