"""One case of the Inbox: what an expert sees of it, and what an expert does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from answering import Answer, Person, Reader
from answering.cases import CaseError
from answering.conversations import answer_of
from answering.urgency import urgency
from chat_app import components
from chat_app.pages.frame import SignedOut, audited, clock, person, refused, remember, space_title
from chat_app.pages.opened import Beside
from chat_app.quiet import log_error
from chat_app.runs import read_published
from chat_app.shared import UNAVAILABLE, shared
from chat_app.show.casework import Judged, Said, Work, casework, why
from config import Texts
from records import Case, CaseAsker, TurnRecord, Verdict
from vectorstore import QuestionError


@dataclass
class Desk(Beside):
    """What an expert's tab looks at: a case by its number or the list of a state and a space."""

    number: int | None = None
    came_for: str = ""
    state: str = "open"
    space: str = ""
    problem: str = ""
    said: str = ""
    done: int = 0
    # The case that the audit log has this tab to have read.
    audited: int | None = None
    # The best that was found for a case's question, by its number.
    found: tuple[int, str, Answer] | None = None

    def look_at(self, number: int | None) -> None:
        self.number = number
        self.problem = self.said = ""
        self.opened = None


def draw(desk: Desk, case: Case, cases: list[Case], mine: Reader, texts: Texts) -> None:
    """Draw the case, with everything that can be done about it."""
    kilde = shared().kilde
    view = kilde.cases.view(case.id)
    if desk.audited != case.id:
        desk.audited = case.id
        audited("case.read", case=case.id, space=case.space)
    turn = kilde.conversations.turns.get(case.turn_id) if case.turn_id else None
    judged = _judged(case, turn, mine)
    answer = judged.answer if judged else _best(desk, case, mine)
    sources = answer.citations if answer else ()
    draft = "\n\n".join(c.quote for c in sources if answer and f"[{c.n}]" in answer.answer)
    said = _said(turn, view.askers)
    work = Work(
        case,
        view.entries,
        view.askers,
        space_title(case.space, texts),
        earlier=before(case, turn, mine),
        sources=sources,
        draft=draft,
        judged=judged,
        why=why(case, answer, said, texts) if case.kind == "question" else [],
        answered=said is not None,
        evidence=_evidence(case),
        targets=_targets(case, texts),
        alike=[] if case.personal else [one for one in cases if _alike(one, case)],
        named=bool(person().name),
        may_publish=case.space is not None,
        names_published=_names_published(case),
        problem=desk.problem,
        said=desk.said,
        done=desk.done,
        opened=desk.opened.citation.n if desk.opened and desk.opened.of == case.id else None,
    )

    targets = {value for value, _ in work.targets}
    alike = {one.id for one in work.alike}

    def opens() -> None:
        n = st.session_state[_KEY].open
        citation = next((one for one in sources if one.n == n), None)
        if citation is not None:
            desk.toggle(citation, (), of=case.id)

    components.casework(
        key=_KEY,
        data=casework(work, clock(), texts),
        on_back_change=lambda: _leave(desk),
        on_open_change=opens,
        on_judge_change=lambda: _judge(desk, case, texts),
        on_reply_change=lambda: _reply(desk, case, texts),
        on_pass_change=lambda: _pass_on(desk, case, targets, texts),
        on_merge_change=lambda: _merge(desk, case, alike, texts),
        on_close_change=lambda: _close(desk, case, texts),
        on_reopen_change=lambda: _reopen(desk, case, texts),
    )


_KEY = "casework"


def _leave(desk: Desk) -> None:
    desk.look_at(None)
    st.query_params.clear()


def _reply(desk: Desk, case: Case, texts: Texts) -> None:
    form = st.session_state[_KEY].reply
    if not form:
        return
    publish = bool(form["publish"])

    def replies() -> None:
        if form["name"]:
            remember(Person(person().id, str(form["name"]), person().address))
        shared().kilde.cases.reply(
            case.id,
            person(),
            str(form["text"]),
            publish=publish,
            question=str(form["question"]),
            review_on=date.fromisoformat(form["review_on"]) if publish else None,
        )
        if publish:
            read_published(shared().kilde, case.space)

    _act(desk, texts("casework.did_publish" if publish else "casework.did_reply"), replies, texts)


def _judge(desk: Desk, case: Case, texts: Texts) -> None:
    verdict: Verdict = "right" if st.session_state[_KEY].judge == "right" else "wrong"

    def judges() -> None:
        shared().kilde.cases.judge(case.id, person(), verdict)

    _act(desk, texts(f"judging.did_{verdict}_{case.kind}"), judges, texts)


def _judged(case: Case, turn: TurnRecord | None, mine: Reader) -> Judged | None:
    """The answer that is put before the expert; without its words where they may not read what
    it quotes. None where the case is no such, or has been dealt with."""
    if case.kind == "question" or case.state != "open":
        return None
    answer = answer_of(turn) if turn else None
    if answer is None or not answer.answer:
        return Judged(None, gone=True)
    seen = mine.may_read({(c.space, c.document) for c in answer.citations})
    return Judged(answer if seen else None)


def _pass_on(desk: Desk, case: Case, targets: set[str], texts: Texts) -> None:
    form = st.session_state[_KEY].get("pass")
    if not form or form["to"] not in targets:
        return
    kind, _, value = str(form["to"]).partition(":")
    space, to = (value, None) if kind == "space" else (None, value)

    def passes() -> None:
        shared().kilde.cases.pass_on(case.id, person(), to, space, str(form["note"]))

    _act(desk, texts("casework.did_pass"), passes, texts)


def _merge(desk: Desk, case: Case, alike: set[int], texts: Texts) -> None:
    into = st.session_state[_KEY].merge
    if into not in alike:
        return

    def merges() -> None:
        shared().kilde.cases.merge(case.id, int(into), person())
        desk.look_at(int(into))

    _act(desk, texts("casework.did_merge", number=case.id), merges, texts)


def _close(desk: Desk, case: Case, texts: Texts) -> None:
    reason = st.session_state[_KEY].close
    if not reason:
        return

    def closes() -> None:
        shared().kilde.cases.close(case.id, person(), str(reason))

    _act(desk, texts("casework.did_close"), closes, texts)


def _reopen(desk: Desk, case: Case, texts: Texts) -> None:
    def reopens() -> None:
        shared().kilde.cases.reopen(case.id, person())

    _act(desk, texts("casework.did_reopen"), reopens, texts)


def settle(desk: Desk, mail: int, number: int | None, cases: list[Case], texts: Texts) -> None:
    """Take a held mail into a case, or, without a number, throw it away."""
    replies = shared().kilde.replies
    if number is None:
        _act(desk, texts("inbox.held_discarded"), lambda: replies.discard(mail), texts)
    elif number in {case.id for case in cases}:

        def accepts() -> None:
            replies.accept(mail, number, person())

        _act(desk, texts("inbox.held_accepted", number=number), accepts, texts)


def _act(desk: Desk, well: str, does: Callable[[], None], texts: Texts) -> None:
    """Do something about a case; the page then says `well`, or why not."""
    desk.problem = desk.said = ""
    try:
        does()
    except CaseError as error:
        desk.problem = refused(error, texts)
    except UNAVAILABLE as error:
        log_error(error)
        desk.problem = texts("casework.failed")
    except SignedOut:
        return  # the page says so
    else:
        desk.said = well
        desk.done += 1


def _best(desk: Desk, case: Case, mine: Reader) -> Answer | None:
    """The best that is found for a case in what the expert may read; None where nothing can be
    looked up now.

    What the asker was shown is not shown again: its sources, its confidence and its reasons
    would tell of documents that only the asker may read.
    """
    if desk.found is None or desk.found[:2] != (case.id, case.question):
        try:
            desk.found = case.id, case.question, mine.ask(case.question)
        except (QuestionError, *UNAVAILABLE) as error:
            log_error(error)
            return None
    return desk.found[2]


def before(case: Case, turn: TurnRecord | None, mine: Reader) -> list[TurnRecord]:
    """Earlier turns of the conversation, where the asker shows them: those whose sources the
    expert may read."""
    if turn is None or not case.shared:
        return []
    conversation = shared().kilde.conversations.turns.conversation(turn.conversation, turn.person)
    return [
        earlier
        for earlier in conversation
        if earlier.asked < turn.asked and not earlier.small_talk
        if mine.may_read({(c.space, c.document) for c in answer_of(earlier).citations})
    ]


def _said(turn: TurnRecord | None, askers: Sequence[CaseAsker]) -> list[Said] | None:
    """What the askers had said of the answers that did not help them when they asked a person;
    None where the case's question had no answer."""
    if turn is None or turn.status != "answered":
        return None
    turns = shared().kilde.conversations.turns
    return [
        Said(one.kind, one.reason)
        for asker in askers
        if asker.turn_id
        for one in turns.feedback(asker.turn_id)
        if not one.helpful and one.at <= asker.joined
    ]


def _names_published(case: Case) -> bool:
    """Whether everybody who asks the same is told who answered."""
    settings = shared().kilde.settings
    return settings.privacy.expert_names == "readers" and any(
        space.name == case.space and space.name_experts for space in settings.space
    )


def _evidence(case: Case) -> str:
    """The words for which a case goes first, where they can be named."""
    found = urgency(case.question) if case.urgency else None
    return found.evidence if found and found.reason == case.urgency else ""


def _targets(case: Case, texts: Texts) -> list[tuple[str, str]]:
    """Whom a case can be passed on to: other experts of its space, then other spaces."""
    settings = shared().kilde.settings
    people = [
        (f"to:{expert}", expert)
        for expert in shared().kilde.cases.experts(case)
        if expert != case.assignee
    ]
    spaces = [
        (f"space:{space.name}", space_title(space.name, texts))
        for space in settings.space
        if space.name != case.space and space.escalate != "off"
    ]
    return people + spaces


def _alike(one: Case, case: Case) -> bool:
    questions = one.kind == case.kind == "question"
    return questions and one.id != case.id and one.state == "open" and not one.personal
