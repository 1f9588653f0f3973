"""Mail: messages taken apart here, fetched by IMAP, sent by SMTP; webhooks too.

`mail.messages` makes bytes into a `Message` and is pure: nothing in it reaches a network, a
database or a disk, so that it may run in the guard's child process. Nothing is imported here,
so whoever needs one part of the room does not pay for another.

`mail.imap.Connection` reads an account's folders and changes nothing in them; `mail.oauth` gets
the tokens by which some are entered.

`mail.letters` makes a `Letter` into a message for the outbox, where `records.put` puts it in
the transaction that makes the news; `mail.outbox.Outbox.deliver` sends what is due, and may
be called by any process at any time.
"""
