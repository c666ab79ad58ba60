"""Walls of what lies below this capability, and the tables that stand open: who is who is read before anybody acts."""

from commitments.access.wall import NOBODY, mine, stands_open, walled

walled("commitments_job", seen=mine())
walled("commitments_upload", seen=mine())
walled("commitments_event", seen=mine("actor_user_id"))
walled("commitments_receipt", seen=NOBODY)
walled("commitments_userevent", seen=NOBODY)
walled("commitments_designationevent", seen=NOBODY)
walled("commitments_secondfactorremovalevent", seen=NOBODY)
walled("commitments_organizationidentityevent", seen=NOBODY)

stands_open("commitments_designation", "read to learn who acts, before anybody does; no answer stands in it")
stands_open("commitments_secondfactorremoval", "read by administrators on the accounts pages; no answer stands in it")
stands_open("commitments_organizationidentity", "read to sign somebody in, before anybody acts; no answer stands in it")
for third_party in (
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "usersessions_usersession",
    "django_admin_log",
    "socialaccount_socialaccount",
):
    stands_open(third_party, "accounts of their own library, read while signing in; no answer stands in it")
