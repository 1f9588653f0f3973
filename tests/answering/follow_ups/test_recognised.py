"""Which questions are seen to lean on the one before them, in three languages.

The lines were written before the words that know them. The words were made on the first table
of each kind; the second was only counted, and shows how it goes with what nobody thought of.
The last two are follow-ups and whole questions that begin alike.
"""

from collections import Counter

import pytest

from answering.follow_ups.leaning import leaning

FOLLOW_UPS = """
takk, og for vikarer?
Supert! Hva med lærlinger?
også for deltid?
Tusen takk. Gjelder det også i prøvetiden?
fint, hvem godkjenner det?
Takk for svaret! Og hvor lenge varer det?
er det likt for innleide?
hva hvis jeg slutter?
Og i utlandet da?
Men må jeg søke om det først?
bare for faste ansatte?
selv om jeg er i prøvetid?
Kan de nekte meg det?
Takk! Kan jeg gi den videre til en kollega?
Ok takk, hva med helgene?
Hvordan avlyser jeg den?
hvorfor det?
Danke, und bei Teilzeit?
gilt das auch für Aushilfen?
ok, und für Azubis?
Gut, und wenn ich krank werde?
Auch für Werkstudenten?
Kann ich ihn an einen Kollegen weitergeben?
Und am Wochenende?
Verstehe. Und ohne Attest?
Muss ich das vorher beantragen?
Kann der Chef das ablehnen?
selbst in der Elternzeit?
Danke schön, aber was, wenn der Chef nein sagt?
Okay danke! Bis wann muss ich das abgeben?
Und falls ich kündige?
egal wie lange ich schon da bin?
Wie kündige ich ihn?
ok, and for temps?
Great, and abroad?
May I sell them to a colleague instead?
How do I cancel it?
Perfect. How long does it take?
cool, and without a receipt?
Got it. And if I'm sick?
only for full-time staff?
Do I have to apply for it first?
Can I take it in cash?
Alright, but why?
Who do I hand it to?
And after I quit?
No, I mean for apprentices
Many thanks, and how often?
May my manager refuse it?
""".strip().splitlines()

FOLLOW_UPS_ONLY_COUNTED = """
ok, og hvis jeg er syk?
samme for lærlinger?
greit, men hva om sjefen sier nei?
Kan jeg ta det ut i penger?
Aha, så det gjelder ikke sommervikarer?
gjelder dette alle ansatte?
skjønner. og etter klokka 20?
Hvor finner jeg skjemaet?
Jøss, også på søndager?
Flott, og når utbetales det?
uansett stillingsprosent?
ikke for vikarer?
Ja, men hvor mye får jeg da?
Perfekt, og uten kvittering?
enn for ledere?
også når jeg jobber hjemmefra?
auch in der Probezeit?
Vielen Dank! Und wer genehmigt das?
Alles klar, was ist mit Leiharbeitern?
Super, danke. Wie lange dauert das?
dasselbe für Praktikanten?
nur für Festangestellte?
Prima, und im Ausland?
Wie sieht es bei Minijobs aus?
Wo finde ich das Formular dazu?
warum das denn?
nicht für Leihkräfte?
Ach so, und nach der Kündigung?
Gilt das ebenfalls für die Nachtschicht?
Top, und mit Kindern?
Kann man sich das auszahlen lassen?
Ist das für Externe genauso?
Thanks! What about temps?
same for contractors?
Can I share it with external partners?
Thank you, and who approves that?
Also on weekends?
Thanks a lot! Does that apply to interns too?
even during probation?
Is it the same for part-timers?
what if my manager says no?
not for freelancers?
Where do I find the form for that?
Should I tell my boss about it?
I see, and when is it paid out?
Including bank holidays?
including when I work from home?
Have I lost them if I leave?
""".strip().splitlines()

WHOLE = """
Takk for sist, hvor søker jeg ferie?
Ok, hvordan melder jeg meg syk?
Hvem er verneombud i Stavanger?
Hvor leverer jeg reiseregningen?
Når kommer lønna i desember?
Får jeg dekket briller til skjermarbeid?
Hva gjør jeg hvis brannalarmen går?
Hva er forskjellen på sykmelding og egenmelding?
Hvis barnet mitt er sykt, må jeg ha attest?
Bare ledere har nøkkel til arkivet, hvem spør jeg?
Samme dag levering til kunder i Oslo?
Selv om skriveren er på, kommer det ikke noe ut. Hva gjør jeg?
Hvor står førstehjelpsskrinet i lageret?
Hvem ringer jeg når porten er låst?
Hvor mye koster varmretten i kantina?
Jeg har mistet adgangskortet, hva gjør jeg med det?
Danke! Wie viele Urlaubstage habe ich im Jahr?
Gut zu wissen, wie melde ich mich krank?
Darf ich meinen Hund mit ins Büro bringen?
Auch Azubis bekommen Urlaubsgeld, wie hoch ist es?
Wie setze ich mein Passwort zurück?
Muss ich für eine Dienstreise einen Antrag stellen?
Was mache ich, wenn der Feueralarm losgeht?
Wo steht der Defibrillator?
Alles klar bei der Schichtübergabe: wer unterschreibt das Protokoll?
Super Plus oder Diesel: welche Tankkarte brauche ich?
Wie oft muss ich die Unterweisung wiederholen?
Guten Morgen, wann öffnet die Kantine?
Bis wann muss die Krankmeldung vorliegen?
Was bedeutet BEM?
Hat der Betriebsrat Sprechstunden?
Welche Kernarbeitszeit gilt in Oldenburg?
Thanks! How many vacation days do I have per year?
Ok, how do I report sick?
Can I bring my dog to the office?
Is there a subsidy for train tickets?
When is the salary paid in December?
What do I do if the fire alarm goes off?
Also known as TOIL: how is time off in lieu booked?
Have we got a deal with the gym?
I lost my badge, how do I block it?
Does the travel policy apply to contractors?
Do I need a permit for the car park?
Can I share customer lists with external partners?
How do I cancel a room booking?
Thanks for the reminder about the survey, who can see my answers?
Who decides which laptop I get?
When I travel on a Sunday, is it working time?
Including VAT, what is the limit for gifts?
""".strip().splitlines()

WHOLE_ONLY_COUNTED = """
Takk! Hvor mange feriedager har jeg i året?
Også lurer jeg på hvor jeg finner lønnsslippen
Kan jeg ta med hunden på jobb?
Fint vær i dag, er kantina åpen ute?
Hvordan nullstiller jeg passordet mitt?
Er det greit å parkere på gjesteplassen?
Skal jeg føre timene mine i Timeboka?
Har vi en avtale med treningssenteret?
Supert, da lurer jeg på hvor mye overtidstillegget er
Ikke tilgang til nettverksdisken
Må jeg varsle verneombudet når maskinen står stille?
Takk, jeg trenger også hjelp med VPN-klienten
Kan sjefen lese e-posten min?
Gjelder tariffavtalen for innleide?
Hallo igjen! Hva er åpningstidene til resepsjonen?
Vielen Dank, wo finde ich die Reisekostenabrechnung?
Wer ist Brandschutzhelfer in Halle 2?
Gibt es einen Zuschuss zur Bahncard?
Nur der Drucker im dritten Stock druckt nicht
Wann kommt das Gehalt im Dezember?
Kann ich meinen Dienstwagen privat nutzen?
Ist Homeoffice in der Probezeit erlaubt?
Wenn mein Kind krank ist, brauche ich ein Attest?
Ok, wie verbinde ich mich mit dem VPN?
Gilt die Reiserichtlinie auch für Leiharbeiter?
Bekomme ich die Brille für den Bildschirm bezahlt?
Selbst gekaufte Software: darf ich die installieren?
Wer haftet, wenn der Laptop gestohlen wird?
Danke für die Einladung zum Betriebsfest, darf ich jemanden mitbringen?
Nicht zugestellte Pakete, wo lagern die?
Mein Handy ist weg, wie lasse ich es sperren?
Thank you, where do I hand in travel expenses?
Great Plains report, where is it stored?
Who is the first-aider in Oldenburg?
How do I reset my password?
May I use the company car privately?
Same-day delivery: which carrier do we use?
Only the printer on the third floor is broken
If my child is ill, do I need a doctor's note?
Where is the defibrillator?
Good morning, when does the canteen open?
I have a rash from the gloves, who do I tell?
May I sell vacation days to a colleague?
Not authorized to open the finance share
Even when the VPN is on, Outlook says offline. What now?
What does the company pay towards a chair at home?
Should I lock my screen when I leave my desk?
""".strip().splitlines()


FOLLOW_UPS_THAT_STAY = """
Gilt das auch am Samstag?
Gjelder det også lærlinger?
Gjelder det i prøvetiden?
Jeg tenker på vikarene
Warum nicht?
Why only two?
Hvorfor bare 5 dager?
Was, wenn ich krank bin?
What if I'm sick?
Hvis jeg er syk?
Hvis jeg er i prøvetid?
Und falls der Feueralarm losgeht?
""".strip().splitlines()

WHOLE_THAT_BEGIN_LIKE_FOLLOW_UPS = """
Hva skjer hvis brannalarmen går?
Hva skjer hvis jeg mister adgangskortet?
Was ist, wenn der Feueralarm losgeht?
Was passiert, wenn ich den Ausweis verliere?
What happens when I lose my badge?
What if the fire alarm goes off at night?
Hva hvis porten til lageret er låst?
Hvis jeg er syk må jeg ringe sjefen?
If I resign do I keep my vacation?
If I resign can I keep my phone?
Wenn ich krank bin bekomme ich Lohn?
Gilt das Rauchverbot auch auf dem Parkplatz?
Gilt das Jobrad auch für Azubis?
Gilt es als Arbeitszeit, wenn ich im Zug arbeite?
Gjelder det særlige regler for lærlinger?
Gjelder det egne regler for nattarbeid?
Is it true that we get Fridays off in summer?
Stimmt es, dass wir im Sommer freitags frei haben?
Stemmer det at vi har fri på fredager?
Hvordan fungerer det med firmabil?
Wie läuft das mit dem Jobrad?
How does it work with parental leave?
How long does it take until my expenses are paid?
Wie lange dauert es bis mein Gehalt da ist?
Hva betyr det at jeg har beredskap?
Warum keine Kantine?
Why no coffee machine?
Hvorfor så dårlig wifi?
Why so many emails?
Ikke tilgang til Outlook?
Not able to log in?
Nicht angemeldet am VPN?
Jeg tenkte på å slutte, hva er oppsigelsestiden?
I was thinking of taking leave, how do I apply?
Jeg tenker på å slutte, hvem sier jeg ifra til?
Og hvis jeg er syk må jeg ringe sjefen?
Auch in der Probezeit bekomme ich Lohn?
Hvis brannalarmen går?
What if there is a fire?
Jeg mener at overtiden er ført feil
Ikke på nett?
Nur Papierstau?
Og stemmer det at vi har fri på fredager?
gilt das rauchverbot auch auf dem parkplatz?
Hva med firmabilen, hvem får en?
Was bedeutet es, wenn die Lampe rot ist?
Hvor lang tid tar det før lønna kommer?
""".strip().splitlines()


def seen(question: str) -> str:
    """As leaning on what came before, perhaps so (it is asked by itself first), or not."""
    lean = leaning(question)
    return "no" if lean is None else "leans" if lean.sure else "perhaps"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (FOLLOW_UPS, {"leans": 48, "perhaps": 1}),
        (FOLLOW_UPS_ONLY_COUNTED, {"leans": 46, "no": 2}),
        (WHOLE, {"perhaps": 10, "no": 39}),
        (WHOLE_ONLY_COUNTED, {"perhaps": 7, "no": 40}),
        (FOLLOW_UPS_THAT_STAY, {"leans": 12}),
        (WHOLE_THAT_BEGIN_LIKE_FOLLOW_UPS, {"perhaps": 29, "no": 18}),
    ],
    ids=[
        "follow-ups",
        "follow-ups, only counted",
        "whole",
        "whole, only counted",
        "follow-ups that begin like whole ones",
        "whole ones that begin like follow-ups",
    ],
)
def test_how_many_lean(lines: list[str], expected: dict[str, int]) -> None:
    assert Counter(map(seen, lines)) == expected
