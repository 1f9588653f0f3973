"""English, with a few neighbours, the half that rules may be fitted on."""

from tests.mail.replies.case import Case

CASES = [
    Case(
        "outlook desktop",
        "RE: Expenses",
        "Jane Doe",
        """\
Hi Tom,

Receipts go to finance@fjord.example within 30 days.

Best regards,

Jane Doe
Finance Manager | Fjord Ltd
T: +44 20 7946 0000 | M: +44 7700 900000
1 Harbour Road, London

This e-mail and any attachments are confidential and intended solely for the addressee.

From: Tom Smith <tom@fjord.example>
Sent: Tuesday, March 3, 2026 2:12 PM
To: Jane Doe <jane@fjord.example>
Subject: Expenses

Where do I send receipts?
""",
        """\
Hi Tom,

Receipts go to finance@fjord.example within 30 days.""",
    ),
    Case(
        "gmail, attribution over two lines",
        "Re: Badge",
        "Tom Smith",
        """\
Ask at the front desk; they print a new one while you wait.

On Wed, Mar 4, 2026 at 10:15 AM Jane Doe-Featherstonehaugh <
jane@fjord.example> wrote:

> I lost my badge.
""",
        "Ask at the front desk; they print a new one while you wait.",
    ),
    Case(
        "underscores",
        "RE: Lunch",
        "Tom Smith",
        """\
Lunch is free on Fridays.
________________________________
From: Jane Doe <jane@fjord.example>
Sent: 04 March 2026 10:15
To: Tom Smith <tom@fjord.example>
Subject: Lunch

Is lunch free?
""",
        "Lunch is free on Fridays.",
    ),
    Case(
        "outlook for ios",
        "Re: Wi-Fi",
        "Tom Smith",
        """\
<html><body><div dir="ltr">The guest network is FJORD-GUEST, no password.</div>
<div id="ms-outlook-mobile-signature"><br>Get
<a href="https://aka.ms/o0ukef">Outlook for iOS</a></div>
<hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font><b>From:</b> Jane
Doe &lt;jane@fjord.example&gt;<br><b>Sent:</b> Wednesday, March 4, 2026 10:15 AM<br><b>To:</b> Tom
Smith<br><b>Subject:</b> Wi-Fi</font></div><div>Which network do guests use?</div></body></html>""",
        "The guest network is FJORD-GUEST, no password.",
    ),
    Case(
        "yahoo",
        "Re: Gym",
        "Tom Smith",
        """\
<html><body><div class="ydp1yahoo-style-wrap"><div>The gym costs 20 a month.</div></div>
<div id="ydp2yahoo_quoted_1" class="yahoo_quoted"><div>On Wednesday, March 4, 2026 at 10:15:00 AM
GMT+1, Jane Doe &lt;jane@fjord.example&gt; wrote:</div><div>How much is the gym?</div></div>
</body></html>""",
        "The gym costs 20 a month.",
    ),
    Case(
        "gmail inline reply in html",
        "Re: Questions",
        "Tom Smith",
        """\
<div dir="ltr"><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Wed, Mar 4, 2026 at
10:15 AM Jane Doe &lt;jane@fjord.example&gt; wrote:<br></div><blockquote class="gmail_quote"
style="margin:0 0 0 .8ex;border-left:1px #ccc solid"><div>When do we start?</div></blockquote>
<div>At nine.</div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex"><div>Where?</div>
</blockquote><div>Room 4.</div></div></div>""",
        "At nine.\nRoom 4.",
    ),
    Case(
        "python session",
        "How to count words",
        "Tom Smith",
        """\
This works:

>>> len("a b c".split())
3

Use it on the export.
""",
        """\
This works:

>>> len("a b c".split())
3

Use it on the export.""",
    ),
    Case(
        "from at the beginning of a line",
        "Move",
        "Jane Doe",
        """\
Two things change.

>From Monday we sit on floor 3.
Bring your own chair.
""",
        """\
Two things change.

From Monday we sit on floor 3.
Bring your own chair.""",
    ),
    Case(
        "nothing but a quote",
        "Re: Minutes",
        "Tom Smith",
        """\
On Wed, Mar 4, 2026 at 10:15 AM Jane Doe <jane@fjord.example> wrote:
> The board approved the budget of 3 million.
""",
        """\
On Wed, Mar 4, 2026 at 10:15 AM Jane Doe <jane@fjord.example> wrote:
The board approved the budget of 3 million.""",
    ),
    Case(
        "apple forward",
        "Fwd: Insurance",
        "Jane Doe",
        """\
FYI

Begin forwarded message:

> From: Safe Ltd <post@safe.example>
> Subject: Insurance
> Date: 2 March 2026 at 09:00:00 CET
> To: Jane Doe <jane@fjord.example>
>
> Your policy number is 4711.
""",
        """\
FYI

Begin forwarded message:

From: Safe Ltd <post@safe.example>
Subject: Insurance
Date: 2 March 2026 at 09:00:00 CET
To: Jane Doe <jane@fjord.example>

Your policy number is 4711.""",
    ),
    Case(
        "mailing list",
        "Re: [ops] Backup",
        "Tom Smith",
        """\
Backups run at 02:00 and are kept for 30 days.

Thanks,
Tom
_______________________________________________
ops mailing list
ops@lists.fjord.example
https://lists.fjord.example/listinfo/ops
""",
        "Backups run at 02:00 and are kept for 30 days.",
    ),
    Case(
        "danish",
        "SV: Åbningstider",
        "Mette Holm",
        """\
Butikken åbner kl. 9 om lørdagen.

Med venlig hilsen
Mette Holm
Butikschef

Den ons. 4. mar. 2026 kl. 10.15 skrev Lars Juhl <lars@fjord.example>:

> Hvornår åbner I?
""",
        "Butikken åbner kl. 9 om lørdagen.",
    ),
    Case(
        "swedish",
        "Sv: Faktura",
        "Eva Lind",
        """\
Fakturan betalas inom 30 dagar.

Vänliga hälsningar
Eva Lind
08-123 45 67

Från: Nils Ek <nils@fjord.example>
Skickat: den 4 mars 2026 10:15
Till: Eva Lind <eva@fjord.example>
Ämne: Faktura

När betalas fakturan?
""",
        "Fakturan betalas inom 30 dagar.",
    ),
]
