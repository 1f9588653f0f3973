"""Messages that are no question for anybody, and short ones that are, in three languages.

Written and judged before the rule was. The rule was made while looking at `SEEN` only;
`UNSEEN` was left for measuring it.
"""

NOTHING_SEEN = (
    "Hei", "Heisann!", "God morgen 😊", "hallo hallo", "Hi there", "hello?", "Guten Tag", "Moin",
    "Servus zusammen", "Tusen takk!", "takk for hjelpen", "Danke schön", "thx", "ty",
    "Thanks a lot", "ha det bra", "Tschüss", "bye", "hvordan går det?", "wie geht's?",
    "how are you", "god helg", "test", "Test 123", "testing testing", "Dies ist ein Test",
    "dette er en test", "just testing", "prøver bare", "ping", "foo", "foo bar", "lorem ipsum",
    "blabla", "bla bla bla", "abc", "xyz", "👍", "😂😂😂", "???", "...", "!!!", ":-)", "12345", "?",
    "-", "❤️ ❤️", "asdf", "asdfghjkl", "qwerty", "dfgkjhdfg", "jkljkl", "sdkfjhsdf kjshdf",
    "fghjfghj", "aaaaaaa", "hjkgfd", "lkjlkj lkj", "zxcvbnm", "ølkjhg", "wqeqwe", "xcvxcv",
    "ghgh ghgh", "hmm", "eh", "ok", "okay", "ja", "nei", "nein", "no", "yes", "jo", "lol",
    "haha", "wow", "hva", "hvorfor?", "was?", "why", "und?", "og", "så", "also", "hm?", "æh",
    "tja", "der", "the", "det",
)  # fmt: skip

NOTHING_UNSEEN = (
    "Hei på deg!", "Hallo Kilde", "god kveld", "Good morning", "hey", "Grüß Gott",
    "Guten Morgen!", "takk skal du ha", "mange takk", "Vielen Dank!", "thank you so much",
    "cheers", "Auf Wiedersehen", "snakkes", "see you", "alt bra?", "alles gut?", "what's up",
    "bare tester", "nur ein Test", "is this working?", "Test test", "teste, teste",
    "hallo, noen der?", "is anybody there", "🙏", "🎉🎉", "¿?", "…", "****", "1 2 3", "0000", ";)",
    "asdasd", "qwertz", "qweqwe", "sdfsdf", "kjhkjh", "fdsa", "gfdgfd gfd", "jhgfjhgf",
    "poiuyt", "mnbvcx", "dsfkjhgsdf", "ffffff", "hahahaha", "hehe", "njaaaa", "øhh", "oi",
    "jepp", "jawohl", "nope", "yep", "ach so", "aha", "ups", "hva da", "wie bitte?", "what",
    "hvem", "wo", "and", "oder", "but", "men", "bla", "foobar", "qqq", "xx", "k", "a",
    "hmmm ok", "ja ja", "nja", "soso", "hihi",
)  # fmt: skip

QUESTION_SEEN = (
    "Ferie?", "wifi passord", "egenmelding", "Overtid", "lønn?", "VPN", "VPN virker ikke",
    "printer", "parkering", "sykemelding hvordan", "permisjon ved dødsfall", "kantina", "HMS",
    "MFA", "GDPR", "reiseregning", "adgangskort mistet", "hjemmekontor", "barnehage",
    "gruppelivsforsikring", "Urlaub?", "Krankmeldung", "WLAN Passwort", "Drucker streikt",
    "Überstunden", "Reisekosten", "Dienstwagen", "DSGVO", "Elternzeit", "Parkplatz",
    "Schichtplan", "PSA", "Kündigungsfrist", "Rechtschreibprüfung", "Angstschweiß im Lager",
    "Gehalt wann", "holiday", "sick leave", "wifi password", "payroll", "expenses", "overtime?",
    "laptop broken", "parking", "401k", "maternity", "dress code", "who is my manager", "HDMI",
    "https", "SFTP", "TD-40", "BSA-280", "E-17", "tlf IT", "test av brannalarm",
    "hjelp, jeg får ikke logget inn", "hei, når er det lønning?", "Test bestanden?",
    "takk, men hva med deltid?", "ok, and for part-time?", "hva er GS1?", "Brynhildsvoll",
    "Kari Nordmann tlf", "kaffe", "nøkkel", "Helligdager 2027", "ping 10.0.0.1 feiler",
    "yrkesskadeforsikring", "bonus", "AGA", "OTP", "FAQ",
)  # fmt: skip

QUESTION_UNSEEN = (
    "Avspasering?", "pensjon", "feil på skjerm", "lunsj", "passord glemt", "brannøvelse", "BHT",
    "fødselspermisjon", "verneombud", "timelister frist", "kurs", "julebord", "skiftplan",
    "NAV", "flexitid", "kjøregodtgjørelse", "Zeiterfassung", "Betriebsrat", "Kantine heute",
    "Fahrtkosten", "Homeoffice", "Schlüssel verloren", "Arztbesuch", "Weihnachtsgeld",
    "Urlaubssperre", "BEM", "SAP", "Schutzbrille", "Bildschirmbrille", "Sonderurlaub Hochzeit",
    "Durchschnittsverdienst", "salary", "pension", "badge lost", "VPN error", "reset password",
    "travel", "first aid", "fire drill", "jury duty", "gym", "ESPP", "SSL", "XPS 13", "RTX",
    "CNC", "HR", "IT", "VPN??", "MS Teams", "Hallo, wann ist Betriebsferien?", "hei vpn",
    "test rapport maskin 4", "ok hva gjør jeg med vann på gulvet", "why no salary",
    "hvorfor ikke lønn", "was ist PSA", "hva er OTP", "Skjeggestad", "kW", "strøm", "is", "Tee",
    "bil", "dugnad",
)  # fmt: skip
