"""Every route of ours: how it is asked, and what each person gets. A route that is missing here fails the walk.

`yes`: the page or the verb opens. `no`: refused (403). `hidden`: as if it did not exist (404).
`sign in`: asked to sign in. A verb may answer `yes` with a form error: it was reached.
"""

from dataclasses import dataclass

YES, NO, HIDDEN, SIGN_IN = "yes", "no", "hidden", "sign in"
EVERYBODY = "everybody"


@dataclass(frozen=True)
class Route:
    """A route's address with the scene's parts, its method, and who reaches it."""

    address: str
    method: str
    own: frozenset[str]
    other: str
    central: frozenset[str] = frozenset()
    listed: bool = False
    data: str = ""
    nobody: str = SIGN_IN


def public(address: str) -> Route:
    """Everybody opens it; what it shows is another test's affair."""
    return Route(address, "GET", frozenset({EVERYBODY}), YES)


def of_state(address: str, roles: str, method: str = "POST", data: str = "") -> Route:
    """A record of one State: its own people in these roles, nobody else."""
    return Route(address, method, frozenset(roles.split()), HIDDEN, data=data)


def own_list(address: str, roles: str, method: str = "GET") -> Route:
    """A page of one's own: people of any State in these roles, each with his own State's records."""
    return Route(address, method, frozenset(roles.split()), YES, listed=True)


def central(address: str, roles: str, method: str = "GET") -> Route:
    """A page of the secretariat."""
    return Route(address, method, frozenset(), NO, central=frozenset(roles.split()))


def signed_in(address: str, method: str = "GET") -> Route:
    """A page that everybody with an account has for himself."""
    central = frozenset({*READERS.split(), "administrator"})
    return Route(address, method, frozenset(STATE.split()), YES, central=central, listed=True)


def cited(address: str) -> Route:
    """A file that was sent with a reply: the own State's people and the secretariat."""
    central = frozenset({"officer", "approver", "reader"})
    return Route(address, "GET", frozenset(STATE.split()), HIDDEN, central=central, nobody=HIDDEN)


def read_by_both(address: str, *, but_for: str = "") -> Route:
    """What both sides have of a reply that was sent: the own State's people and the secretariat, signed in."""
    central = frozenset({"officer", "approver", "reader"})
    return Route(address, "GET", frozenset(STATE.split()) - {but_for}, HIDDEN, central=central)


def asked_for(address: str) -> Route:
    """What goes to those whom a cycle asks, and the scene's asks both States; the whole secretariat has it as well."""
    secretariat = frozenset({"officer", "approver", "reader"})
    return Route(address, "GET", frozenset(STATE.split()), YES, central=secretariat, listed=True)


STATE = "focal_point contributor clearance mission"
WHOLE = "focal_point clearance mission"
WRITERS = "focal_point contributor"
BOTH = "evidence={evidence}&action={action}"
SECRETARIAT = "officer approver reader"
READERS = f"{SECRETARIAT} reader.other"

ROUTES: dict[str, Route] = {
    "healthz": public("/healthz"),
    "readyz": public("/readyz"),
    "retention:privacy": public("/privacy/"),
    "receipts:verify": public("/receipts/verify/"),
    "receipts:receipt": read_by_both("/receipts/{submission}/"),
    "receipts:statement": read_by_both("/receipts/{submission}/receipt.json", but_for="contributor"),
    "receipts:paper": read_by_both("/receipts/{submission}/receipt.pdf", but_for="contributor"),
    "dashboards:overview": public("/"),
    "dashboards:texts": public("/texts/"),
    "dashboards:text": public("/texts/{instrument}/"),
    "dashboards:paragraph": public("/texts/{instrument}/{reference}/"),
    "dashboards:obligations": public("/obligations/"),
    "dashboards:obligation": public("/obligations/D17/"),
    "dashboards:states": public("/states/"),
    "dashboards:state": public("/states/{code}/"),
    "dashboards:records": public("/records/"),
    "dashboards:changes": public("/changes/?from=2026-01-01"),
    "dashboards:styleguide": public("/styleguide/"),
    "treaties:treaties": public("/treaties/"),
    "treaties:matrix": public("/treaties/matrix/"),
    "treaties:treaty": public("/treaties/uncac/"),
    "treaties:record": public("/states/{code}/treaties/"),
    "follow_up_reports:reports": public("/reports/"),
    "follow_up_reports:report": public("/reports/{past}/"),
    "search:search": public("/search/?q=act"),
    "dashboards:dashboard": central("/dashboard/", READERS),
    "dashboards:matrix": central("/dashboard/matrix/", READERS),
    "dashboards:dashboard_records": central("/dashboard/records/", READERS),
    "dashboards:dashboard_changes": central("/dashboard/changes/?from=2026-01-01", READERS),
    "on_behalf:entries": central("/entries/", "officer"),
    "on_behalf:new": central("/entries/{cycle}/", "officer"),
    "on_behalf:receive": central("/submissions/{submission}/receive/", "officer", "POST"),
    "on_behalf:take_over": of_state("/desk/{code}/{cycle}/entered/take-over/", "focal_point mission"),
    "on_behalf:confirm": of_state("/desk/{code}/{cycle}/entered/confirm/", "focal_point mission"),
    "on_behalf:source": read_by_both("/submissions/{submission}/source", but_for="contributor"),
    "calls:cycles": central("/cycles/", "officer"),
    "calls:new": central("/new-cycle/", "officer"),
    "calls:cycle": central("/cycles/{past}/", "officer"),
    "calls:register": central("/cycles/{past}/register/", "officer", "POST"),
    "calls:extend": central("/cycles/{past}/extensions/", "officer", "POST"),
    "calls:take_time_back": central("/cycles/{past}/extensions/take-back/", "officer", "POST"),
    "calls:documents": central("/cycles/{past}/documents/", "officer", "POST"),
    "notices:inbox": signed_in("/inbox/"),
    "notices:read_all": signed_in("/inbox/read/", "POST"),
    "notices:choices": signed_in("/inbox/choices/"),
    "notices:notice": of_state("/inbox/{notice}/", "focal_point", "GET"),
    "notices:mark": of_state("/inbox/{notice}/mark/", "focal_point"),
    "notices:stop": public("/inbox/stop/{stop}/"),
    "notices:mails": central("/mails/", "officer administrator"),
    "notices:again": central("/mails/{mail}/again/", "officer administrator", "POST"),
    "notices:reminders": central("/cycles/{past}/reminders/", "officer"),
    "calls:call": asked_for("/calls/{past}/"),
    "calls:document": asked_for("/calls/{past}/en/docx"),
    "dashboards:recommendations": public("/recommendations/"),
    "assistance:index": Route(
        "/assistance/", "GET", frozenset(STATE.split()), YES, central=frozenset({*READERS.split(), "administrator"}), listed=True
    ),
    "assistance:papers": Route(
        "/assistance/tools/", "GET", frozenset(STATE.split()), YES, central=frozenset(READERS.split()), listed=True
    ),
    "assistance:new": own_list("/assistance/tools/new/", "focal_point"),
    "assistance:received": central("/assistance/tools/received/", READERS),
    "assistance:compiled": central("/assistance/tools/received/list.csv", READERS),
    "assistance:paper": Route(
        "/assistance/tools/{paper}/", "GET", frozenset(WHOLE.split()), HIDDEN, central=frozenset({"officer", "approver", "reader"})
    ),
    "assistance:edit": of_state("/assistance/tools/{paper}/edit/", "focal_point"),
    "assistance:send": of_state("/assistance/tools/{paper}/send/", "focal_point mission"),
    "assistance:withdraw": of_state("/assistance/tools/{paper}/withdraw/", "focal_point"),
    "assistance:restore": of_state("/assistance/tools/{paper}/restore/", "focal_point"),
    "assistance:balance": central("/assistance/balance/", READERS),
    "assistance:pair": central("/assistance/requests/{request}/pair/", "officer"),
    "assistance:outcome": of_state("/assistance/pairings/{pairing}/outcome/", "focal_point"),
    "assistance:mandates": central("/assistance/mandates/", "officer approver reader"),
    "assistance:mandates_file": central("/assistance/mandates/list.csv", "officer approver reader"),
    "assistance:mandate": central("/assistance/mandates/{instrument}/OP5/", ""),
    "assistance:decided": central("/assistance/mandates/{instrument}/OP5/outcome/", ""),
    "assistance:distribution": central("/assistance/mandates/{instrument}/OP5/distribution/", "officer approver reader"),
    "assistance:distribute": central("/assistance/mandates/{instrument}/OP5/distribute/", "", "POST"),
    "assistance:withdraw_outcome": central("/assistance/outcomes/{outcome}/withdraw/", ""),
    "assistance:restore_outcome": central("/assistance/outcomes/{outcome}/restore/", "", "POST"),
    "implementation:actions": own_list("/desk/actions/", STATE),
    "implementation:new": own_list("/desk/actions/new/", WRITERS),
    "implementation:suggestions": own_list("/desk/actions/suggestions/", WRITERS, "POST"),
    "implementation:edit": of_state("/desk/actions/{action}/edit/", WRITERS),
    "implementation:withdraw": of_state("/desk/actions/{action}/withdraw/", WRITERS),
    "implementation:restore": of_state("/desk/actions/{action}/restore/", WRITERS),
    "implementation:audience": of_state("/desk/actions/{action}/audience/", "focal_point"),
    "implementation:link": of_state("/desk/actions/{action}/link/", WRITERS, data="obligation={instrument}/{reference}"),
    "implementation:unlink": of_state("/desk/actions/{action}/unlink/", WRITERS),
    "implementation:add_milestone": of_state("/desk/actions/{action}/steps/new/", WRITERS),
    "implementation:edit_milestone": of_state("/desk/actions/steps/{step}/", WRITERS),
    "implementation:remove_milestone": of_state("/desk/actions/steps/{step}/remove/", WRITERS),
    "implementation:restore_milestone": of_state("/desk/actions/steps/{step}/restore/", WRITERS),
    "implementation:figure": of_state("/desk/figures/{figure}/", WRITERS),
    "implementation:withdraw_figure": of_state("/desk/figures/{figure}/withdraw/", WRITERS),
    "implementation:restore_figure": of_state("/desk/figures/{figure}/restore/", WRITERS),
    "implementation:figures": own_list("/desk/figures/{instrument}/{reference}/", STATE),
    "evidence:action": of_state("/desk/actions/{action}/", STATE, "GET"),
    "evidence:action_story": of_state("/desk/actions/{action}/story/", STATE, "GET"),
    "evidence:story": of_state("/desk/evidence/{evidence}/story/", STATE, "GET"),
    "evidence:evidence": own_list("/desk/evidence/", STATE),
    "evidence:new": own_list("/desk/evidence/new/", WRITERS),
    "evidence:attach": of_state("/desk/evidence/attach/", WRITERS, data=BOTH),
    "evidence:detach": of_state("/desk/evidence/detach/", WRITERS, data=BOTH),
    "evidence:uploads": own_list("/desk/evidence/uploads/", WRITERS, "POST"),
    "evidence:upload": of_state("/desk/evidence/uploads/{upload}/", "focal_point", "HEAD"),
    "evidence:piece": of_state("/desk/evidence/{evidence}/", STATE, "GET"),
    "evidence:edit": of_state("/desk/evidence/{evidence}/edit/", WRITERS),
    "evidence:withdraw": of_state("/desk/evidence/{evidence}/withdraw/", WRITERS),
    "evidence:restore": of_state("/desk/evidence/{evidence}/restore/", WRITERS),
    "evidence:audience": of_state("/desk/evidence/{evidence}/audience/", "focal_point"),
    "evidence:preview": of_state("/evidence/{evidence}/preview/1", STATE, "GET"),
    "evidence:words": of_state("/desk/evidence/{read}/words/", STATE, "GET"),
    "evidence:file": of_state("/evidence/{evidence}/file", STATE, "GET"),
    "contributions:contributors": of_state("/desk/{code}/{cycle}/contributors/", STATE, "GET"),
    "contributions:take_back": of_state("/desk/{code}/{cycle}/contributors/take-back/", "focal_point"),
    "contributions:offered": of_state("/desk/{code}/{cycle}/contributors/{offered}/", "focal_point", "GET"),
    "contributions:decline": of_state("/desk/{code}/{cycle}/contributors/{offered}/decline/", "focal_point"),
    "contributions:answer_with": of_state("/desk/{code}/{cycle}/contributors/{offered}/answer/", "focal_point"),
    "contributions:link": public("/contribute/{given}/{signature}/"),
    "submissions:desk": own_list("/desk/", STATE),
    "submissions:short": own_list("/desk/{reference}/", STATE),
    "submissions:versions": of_state("/desk/{code}/{cycle}/", STATE, "GET"),
    "submissions:review": of_state("/desk/{code}/{cycle}/review/", STATE, "GET"),
    "submissions:readers": of_state("/desk/{code}/{cycle}/readers/", "focal_point clearance mission", "GET"),
    "submissions:cover": of_state("/desk/{code}/{cycle}/cover/", STATE, "GET"),
    "submissions:beside": of_state("/desk/{code}/{cycle}/audience/", "focal_point"),
    "submissions:clearance": of_state("/desk/{code}/{cycle}/clearance/", "focal_point mission"),
    "submissions:release": of_state("/desk/{code}/{cycle}/release/", "clearance"),
    "submissions:give_back": of_state("/desk/{code}/{cycle}/return/", STATE),
    "submissions:submit": of_state("/desk/{code}/{cycle}/submit/", "focal_point mission", "GET"),
    "submissions:nil": of_state("/desk/{code}/{cycle}/nil/", "focal_point mission"),
    "submissions:revise": of_state("/desk/{code}/{cycle}/revise/", "focal_point mission"),
    "submissions:throw_away": of_state("/desk/{code}/{cycle}/throw-away/", "focal_point mission", "GET"),
    "submissions:settle": of_state("/desk/{code}/{cycle}/settle/", "focal_point"),
    "submissions:recall": of_state("/desk/{code}/{cycle}/recall/", "focal_point mission"),
    "submissions:answer": of_state("/desk/{code}/{cycle}/{instrument}/{reference}/", STATE, "GET"),
    "submissions:evidence": of_state("/desk/{code}/{cycle}/{instrument}/{reference}/evidence/", WRITERS),
    "submissions:story": of_state("/desk/{code}/{cycle}/{instrument}/OP3/story/", STATE, "GET"),
    "submissions:same_answer": of_state(
        "/desk/{code}/{cycle}/{instrument}/D3/same/", WRITERS, data="source=/desk/{code}/{cycle}/{instrument}/OP3/"
    ),
    "submissions:already_party": of_state("/desk/{code}/{cycle}/{instrument}/D4/party/", WRITERS),
    "submissions:submission": read_by_both("/submissions/{submission}/"),
    "submissions:changes": read_by_both("/submissions/{submission}/changes/"),
    "submissions:carried": of_state("/desk/{code}/{cycle}/carried/", STATE, "GET"),
    "submissions:still_true": of_state("/desk/{code}/{cycle}/{instrument}/{reference}/still-true/", WRITERS),
    "submissions:evidence_file": cited("/submitted/evidence/{evidence}/file"),
    "submissions:evidence_preview": cited("/submitted/evidence/{evidence}/preview/"),
    "submissions:evidence_page": cited("/submitted/evidence/{evidence}/preview/1"),
    "hand_over:people": own_list("/desk/people/", STATE),
    "hand_over:pack": of_state("/desk/{code}/{cycle}/hand-over/", STATE, "GET"),
    "hand_over:pack_file": of_state("/desk/{code}/{cycle}/hand-over/file", STATE, "GET"),
    "hand_over:thin_states": central("/states/people/", READERS),
    "national_reports:report": of_state("/desk/{code}/{cycle}/national-report/", WHOLE, "GET"),
    "national_reports:file": of_state("/desk/{code}/{cycle}/national-report/{printed}/", "focal_point", "GET"),
    "national_reports:cancel": of_state("/desk/{code}/{cycle}/national-report/{printed}/cancel/", "focal_point"),
    "national_reports:download": of_state("/desk/{code}/{cycle}/national-report/{printed}/file", "", "GET"),
    "workbooks:workbook": of_state("/desk/{code}/{cycle}/workbook/", WRITERS, "GET"),
    "workbooks:file": of_state("/desk/{code}/{cycle}/workbook/file", WRITERS, "GET"),
    "workbooks:returned": of_state("/desk/{code}/{cycle}/workbook/{returned}/", "focal_point", "GET"),
    "workbooks:throw_away": of_state("/desk/{code}/{cycle}/workbook/{returned}/throw-away/", "focal_point"),
    "auditing:seals": central("/audit/", "administrator"),
    "auditing:events": central("/audit/events/", "administrator"),
    "auditing:events_file": central("/audit/events/file", "administrator"),
    "auditing:reads": central("/audit/reads/", "administrator"),
    "auditing:reads_file": central("/audit/reads/file", "administrator"),
    "auditing:downloads": central("/audit/downloads/", "administrator"),
    "review:queue": central("/review/", READERS),
    "review:paragraph": central("/review/paragraphs/{past}/{instrument}/{reference}/", READERS),
    "review:reply": central("/review/{submission}/", SECRETARIAT),
    "review:answer": central("/review/{submission}/{instrument}/{reference}/", SECRETARIAT),
    "review:begin": central("/review/{submission}/begin/", "officer", "POST"),
    "review:ask": central("/review/{submission}/ask/", "officer", "POST"),
    "review:propose": central("/review/{submission}/propose/", "officer", "POST"),
    "review:withdraw": central("/review/{submission}/withdraw/", "officer", "POST"),
    "review:close": central("/review/{submission}/close/", "approver", "POST"),
    "review:decline": central("/review/{submission}/decline/", "approver", "POST"),
    "review:reopen": central("/review/{submission}/reopen/", "officer", "POST"),
    "review:take_back": central("/review/questions/{question}/take-back/", "officer", "POST"),
    "review:questions": of_state("/desk/{code}/{past}/questions/", STATE, "GET"),
    "review:answer_question": of_state(
        "/desk/{code}/{past}/questions/1/", "focal_point mission", "GET"
    ),
    "removal:removals": Route(
        "/removals/", "GET", frozenset({"focal_point"}), YES,
        central=frozenset({"officer", "approver", "administrator"}), listed=True,
    ),
    "removal:removal": Route(
        "/removals/{removal}/", "GET", frozenset({"focal_point"}), HIDDEN,
        central=frozenset({"officer", "approver", "administrator"}),
    ),
    "removal:ask": Route(
        "/removals/ask/answer/{sent_answer}/", "GET", frozenset({"focal_point"}), HIDDEN, central=frozenset({"officer", "approver"})
    ),
    "removal:confirm": Route(
        "/removals/{removal}/confirm/", "POST", frozenset({"focal_point"}), HIDDEN, central=frozenset({"officer", "approver"})
    ),
    "removal:decline": Route(
        "/removals/{removal}/decline/", "POST", frozenset({"focal_point"}), HIDDEN, central=frozenset({"officer", "approver"})
    ),
    "exports:exports": Route(
        "/exports/", "GET", frozenset(STATE.split()), YES, central=frozenset(READERS.split()), listed=True
    ),
    "exports:export": of_state("/exports/{job}/", "focal_point", "GET"),
    "exports:cancel": of_state("/exports/{job}/cancel/", "focal_point"),
    "exports:download": of_state("/exports/{job}/file/", "", "GET"),
}  # fmt: skip
