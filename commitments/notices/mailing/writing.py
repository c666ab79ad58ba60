"""What a mail says, in the person's language: that there is something in the inbox, and no word of a reply."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from commitments.notices.models import Mail, Notice

STOPS = Signer(salt="commitments.notices.stop")
MOST_LISTED = 30


def written(mail: Mail) -> EmailMessage:
    """The mail as it goes now. Its Message-ID is the row's own: sent a second time, it is the same mail."""
    with translation.override(mail.recipient.language):
        notices = _told(mail)
        context = {
            "notices": notices[:MOST_LISTED], "more": max(0, len(notices) - MOST_LISTED), "site": settings.SITE_NAME,
            "inbox_url": absolute(reverse("notices:inbox")), "stop_url": absolute(stop_path(mail)),
            "choices_url": absolute(reverse("notices:choices")),
        }  # fmt: skip
        kind = "digest" if mail.is_digest else "notice"
        subject = " ".join(render_to_string(f"emails/{kind}_subject.txt", context).split())
        body = render_to_string(f"emails/{kind}_message.txt", context)
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [mail.recipient.email], headers=_headers(mail))


def _told(mail: Mail) -> list[Notice]:
    return list(mail.told.unread().order_by("pk")) if mail.is_digest else [mail.notice] if mail.notice else []


def _headers(mail: Mail) -> dict[str, str]:
    host = settings.SITE_URL.partition("://")[2].partition(":")[0]
    return {
        "Message-ID": f"<{mail.public_id}@{host}>",
        "List-Unsubscribe": f"<{absolute(stop_path(mail))}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def absolute(path: str) -> str:
    """The whole address of a page, for whoever is not on the site."""
    return f"{settings.SITE_URL}{path}"


def stop_path(mail: Mail) -> str:
    """Where whoever holds this mail stops mails like it, without signing in."""
    return reverse("notices:stop", args=[STOPS.sign(str(mail.public_id))])


def mail_of(token: str) -> Mail | None:
    """The mail whose link this is; None for one that was not signed here, or is kept no longer."""
    try:
        public_id = STOPS.unsign(token)
    except BadSignature:
        return None
    return Mail.objects.filter(public_id=public_id).select_related("notice").first()
