"""The schedule: what is kept about persons, why, who reads it, for how long, and by which function it goes (ADR 20)."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commitments.access import closing, sessions
from commitments.auditing import forgetting
from commitments.contributions import forgetting as forgetting_of_links
from commitments.files import uploads
from commitments.jobs import results
from commitments.notices import forgetting as inbox
from commitments.retention.kept import Goes, Kept
from commitments.workbooks import keeping

SCHEDULE: dict[str, Kept] = {
    "account": Kept(
        what=_("Your name and title, and your designations with their dates"),
        why=_("You were appointed by a note verbale; records say who made them."),
        read_by=_("Administrators; your name beside what you recorded: the people of your State"),
        lasts=_(
            "As long as the records, also when your account is closed: your name is the record of who did what, "
            "and what was done in a State's name must be provable"
        ),
    ),
    "sign_in": Kept(
        what=_("Your e-mail address, password, authenticator app, passkeys, recovery codes"),
        why=_("So that you are reached, and nobody else acts in your name."),
        read_by=_("The address: administrators. The rest: nobody; the password is a digest that cannot be turned back"),
        lasts=Goes(
            after=closing.KEPT_FOR,
            since=_(
                "The end of your last designation, or a later change of the address. Then the account is closed, "
                "and all this is removed from it; an address stands in no history. What you change goes at once"
            ),
            due=closing.count_left,
            carry_out=closing.close_left,
        ),
    ),
    "identities": Kept(
        what=_("If your organization signs you in: its own word for you"),
        why=_("So that you, and nobody after you, come to your account by it."),
        read_by=_("Administrators"),
        lasts=_(
            "As long as the record of your account; after it was untied too, which it is when the account is closed, "
            "so that nobody else is tied in its place"
        ),
    ),
    "sessions": Kept(
        what=_("Where you are signed in: network address, browser, time"),
        why=_("So that you can see and end it."),
        read_by=_("You alone"),
        lasts=Goes(
            after=timedelta(seconds=settings.SESSION_COOKIE_AGE),
            since=_("The beginning of the session; from signing out if you do. It goes within an hour of its end"),
            due=sessions.count_ended,
            carry_out=sessions.forget_ended,
        ),
    ),
    "changes": Kept(
        what=_("Every change of a record: who, in which role, when"),
        why=_("What was sent must be provable; the history is only added to."),
        read_by=_("The people of your State; administrators without the content"),
        lasts=_("As long as the record"),
    ),
    "readings": Kept(
        what=_("Every page with answers of others that not everybody may read: which, in which role, when"),
        why=_("A State can see by which roles its answers were read, and misuse can be looked into."),
        read_by=_("Administrators without the content; the State whose answers they are, without your name"),
        lasts=Goes(
            after=forgetting.KEPT_FOR,
            since=_("The reading"),
            due=forgetting.count_old_readings,
            carry_out=forgetting.forget_readings,
        ),
    ),
    "downloads": Kept(
        what=_("Every file you took that not everybody may read: which, in which role, when"),
        why=_(
            "A page that was read is over, but a file that was taken is still somewhere: "
            "for as long as there is the file, whoever sent it can see who has it, also when content must be removed."
        ),
        read_by=_("The people of the State whose file it is; administrators without the content"),
        lasts=_("As long as the record; it stands under the seals of its history"),
    ),
    "contents": Kept(
        what=_("Contents of answers, actions and evidence"),
        why=_("They are your State's report."),
        read_by=_("Before sending your State alone; then those whom its audience names"),
        lasts=_("As long as the record; withdrawn content stays with your State"),
    ),
    "drafts": Kept(
        what=_("Drafts that were never sent, also of calls that are long over"),
        why=_("They are your State's papers: it may still send them, or take them up in its next reply."),
        read_by=_("Your State alone"),
        lasts=_("As long as your State's records; what should go is removed by two persons, as from any record"),
    ),
    "links": Kept(
        what=_("Your e-mail address, if a focal point sent you a link without an account; when the link was opened"),
        why=_("So that the link reaches you, and your State sees that it was opened."),
        read_by=_("The people of your State; the address nobody, on no page"),
        lasts=Goes(
            after=forgetting_of_links.KEPT_FOR,
            since=_("The end of the link. Your name, your ministry and what you sent stay with your State's record"),
            due=forgetting_of_links.count_old_addresses,
            carry_out=forgetting_of_links.forget_addresses,
        ),
    ),
    "uploads": Kept(
        what=_("Files on their way in"),
        why=_("An interrupted upload goes on."),
        read_by=_("You alone"),
        lasts=Goes(
            after=uploads.LIVES_FOR,
            since=_("The beginning of the upload"),
            due=uploads.count_expired,
            carry_out=uploads.remove_expired,
        ),
    ),
    "workbooks": Kept(
        what=_("Workbooks with answers that you brought back and did not take over yet"),
        why=_("You read what they change before it is written, and may come back to it."),
        read_by=_("You alone"),
        lasts=Goes(
            after=keeping.KEPT_FOR,
            since=_("The day you brought it back; when you take it over or throw it away, it goes at once"),
            due=keeping.count_old,
            carry_out=keeping.remove_old,
        ),
    ),
    "exports": Kept(
        what=_("Files of records made for you"),
        why=_("A download can be fetched again."),
        read_by=_("You alone"),
        lasts=Goes(
            after=results.KEPT_FOR,
            since=_("The making of the file"),
            due=results.count_old_files,
            carry_out=results.remove_old_files,
        ),
    ),
    "notices": Kept(
        what=_("What you were told in your inbox, and whether you read it"),
        why=_("So that you know what happened, whatever becomes of a mail."),
        read_by=_("You alone"),
        lasts=Goes(
            after=inbox.NOTICES_FOR,
            since=_("The making of the notice"),
            due=inbox.count_old_notices,
            carry_out=inbox.forget_notices,
        ),
    ),
    "mails": Kept(
        what=_("That a mail was sent to you, when, and what the mail server answered; not its text"),
        why=_("So that nothing is sent twice, and what could not be sent is seen."),
        read_by=_("Officers of the secretariat without your address; administrators"),
        lasts=Goes(
            after=inbox.MAILS_FOR,
            since=_("The making of the mail"),
            due=inbox.count_old_mails,
            carry_out=inbox.forget_mails,
        ),
    ),
    "mail_choices": Kept(
        what=_("Which mails you want"),
        why=_("So that you get no others."),
        read_by=_("You alone"),
        lasts=_("Until you choose otherwise"),
    ),
}  # fmt: skip
"""Who reads the page on privacy reads this; what is kept and does not stand here, nobody was told of."""
