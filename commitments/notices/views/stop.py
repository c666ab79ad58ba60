"""The link to stop: whoever holds the mail stops mails like it, with one button and without signing in."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from commitments.access.guards import ActedRequest, public
from commitments.notices import services
from commitments.notices.mailing.writing import mail_of
from commitments.notices.models import Mail
from commitments.web.rendering import render_page
from commitments.web.transactions import as_program

TEMPLATE = "commitments/notices/stop.html"


# A mail program that offers its own button sends the form without having seen the page (RFC 8058): the signed
# address is what it shows, and it can do no more than stop.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public
def stop(request: ActedRequest, token: str) -> HttpResponse:
    """The page with its button; sent, no more mails like this one. For a link that is none it does not exist (404)."""
    mail = _mail(token)
    if request.method == "POST":
        services.stop(mail, now=timezone.now())
    kind = mail.notice.get_kind_display() if mail.notice else _("The weekly mail")
    context = {"kind": kind, "token": token, "is_stopped": request.method == "POST"}
    return render_page(request, TEMPLATE, context)


@as_program(services.STOPPING)
def _mail(token: str) -> Mail:
    mail = mail_of(token)
    if mail is None:
        raise Http404
    return mail
