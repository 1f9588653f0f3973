"""English, with a few neighbours, the half that measures."""

from tests.mail.replies.case import Case

CASES = [
    Case(
        "outlook with wrapped recipients",
        "RE: Visa",
        "Helen Ward",
        """\
Your visa letter is ready. Pick it up from room 210 before noon.

Kind regards,
Helen

Helen Ward
People Operations
Direct: +44 131 496 0000
helen.ward@north.example

From: Raj Patel <raj.patel@north.example>
Sent: 06 March 2026 09:14
To: Helen Ward <helen.ward@north.example>; People Operations
<people@north.example>
Cc: Amy Low <amy.low@north.example>
Subject: Visa

Is the letter ready?

Raj
""",
        "Your visa letter is ready. Pick it up from room 210 before noon.",
    ),
    Case(
        "old gmail attribution",
        "Re: Projector",
        "Raj Patel",
        """\
It is in the cupboard behind reception.

2026-03-06 9:14 GMT+01:00 Helen Ward <helen.ward@north.example>:

> Where is the projector?
>
""",
        "It is in the cupboard behind reception.",
    ),
    Case(
        "mail for windows",
        "RE: Shift",
        "Raj Patel",
        """\
I take the Sunday shift.

Sent from Mail for Windows

From: Helen Ward
Sent: Friday, March 6, 2026 9:14 AM
To: Raj Patel
Subject: Shift

Who takes Sunday?
""",
        "I take the Sunday shift.",
    ),
    Case(
        "wrote on",
        "Re: Contract",
        "Helen Ward",
        """\
Raj Patel wrote on 06/03/2026 09:14:
> How long is the notice period?
Three months, to the end of a quarter.
""",
        "Three months, to the end of a quarter.",
    ),
    Case(
        "apple mail html",
        "Re: Pension",
        "Raj Patel",
        """\
<html><body style="word-wrap: break-word;">You can raise it to 8 % every January.<br><div><br>
<blockquote type="cite"><div>On 6 Mar 2026, at 09:14, Helen Ward &lt;helen.ward@north.example&gt;
wrote:</div><br class="Apple-interchange-newline"><div>Can I raise my pension share?</div>
</blockquote></div><br></body></html>""",
        "You can raise it to 8 % every January.",
    ),
    Case(
        "outlook web with text in the signature's neighbour",
        "Re: Keys",
        "Amy Low",
        """\
<html><body><div>Spare keys are kept by security.</div><div><br></div><div>They need a form,
FM-12.</div><div id="Signature"><div>Amy Low</div><div>Facilities</div></div><div
id="appendonsend"></div><hr tabindex="-1" style="display:inline-block; width:98%"><div
id="x_divRplyFwdMsg"><font><b>From:</b> Raj Patel<br><b>Sent:</b> Friday, March 6, 2026 9:14<br>
<b>To:</b> Amy Low<br><b>Subject:</b> Keys</font></div>
<div>Who has spare keys?</div></body></html>""",
        "Spare keys are kept by security.\n\nThey need a form,\nFM-12.",
    ),
    Case(
        "proton",
        "Re: Audit",
        "Amy Low",
        """\
<div>The audit is on 14 April.</div><div><br></div><div class="protonmail_signature_block"><div>Sent
with Proton Mail secure email.</div></div><div class="protonmail_quote">On Friday, March 6th,
2026 at 9:14 AM, Raj Patel &lt;raj.patel@north.example&gt; wrote:<br><blockquote
class="protonmail_quote" type="cite"><div>When is the audit?</div></blockquote></div>""",
        "The audit is on 14 April.",
    ),
    Case(
        "only a greeting above the quote",
        "RE: Draft",
        "Raj Patel",
        """\
Thanks,
Raj

From: Helen Ward <helen.ward@north.example>
Sent: 06 March 2026 09:14
To: Raj Patel <raj.patel@north.example>
Subject: Draft

Here is the draft of the policy.
""",
        "Thanks,\nRaj",
    ),
    Case(
        "indented block of one's own",
        "Wording for the contract",
        "Helen Ward",
        """\
<html><body><p>Use this wording:</p><blockquote><p>Overtime is paid at 150 %.</p></blockquote>
<p>Nothing else.</p></body></html>""",
        "Use this wording:\nOvertime is paid at 150 %.\nNothing else.",
    ),
    Case(
        "quote of a quote, then the answer",
        "Re: Re: Laptop",
        "Amy Low",
        """\
> On 5 Mar 2026, Raj Patel wrote:
>> Which laptop do I get?
> Ask Amy.

You get the 14 inch one. It comes with a dock.

--
Amy Low
Facilities
""",
        "You get the 14 inch one. It comes with a dock.",
    ),
    Case(
        "french",
        "RE: Congés",
        "Luc Morel",
        """\
Les congés se posent dans Silae, deux semaines avant.

Cordialement,
Luc Morel
Ressources humaines

De : Anne Petit <anne@nord.example>
Envoyé : vendredi 6 mars 2026 09:14
À : Luc Morel <luc@nord.example>
Objet : Congés

Comment poser mes congés ?
""",
        "Les congés se posent dans Silae, deux semaines avant.",
    ),
    Case(
        "dutch",
        "Re: Fiets",
        "Jan de Boer",
        """\
De fietsenstalling is open van 6 tot 22 uur.

Met vriendelijke groet,
Jan de Boer

Op vr 6 mrt 2026 om 09:14 schreef Els Smit <els@noord.example>:

> Wanneer is de stalling open?
""",
        "De fietsenstalling is open van 6 tot 22 uur.",
    ),
]
