"""Accounts are closed and never deleted, for the history names them; who may appoint people or remove their factors."""

from commitments.access.roles import Administrator
from commitments.access.wall import USER, holds
from commitments.history.database_objects import BY_THE_INSTALLATION, TRIGGER, never_deleted, register
from commitments.history.versions import is_reference

never_deleted("commitments_user")
never_deleted("commitments_secondfactorremoval")
never_deleted("commitments_organizationidentity", "tied_at", "untied_at", "untied_by_id", "untied_reason")
is_reference("commitments_user", columns="name, title")  # pages name who saved, sent and released

# History holds no address (ADR 20), so that one can go; that and when it changed stays told.
EMAIL_CHANGED = f"""
CREATE OR REPLACE FUNCTION access_email_changed() {TRIGGER} $$
BEGIN
  NEW.email_changed_at := CASE WHEN TG_OP = 'INSERT' THEN NULL WHEN NEW.email <> OLD.email THEN now()
    ELSE OLD.email_changed_at END;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_email_changed BEFORE INSERT OR UPDATE OF email, email_changed_at ON commitments_user
  FOR EACH ROW EXECUTE FUNCTION access_email_changed();
"""
register("access_2_email_changed", EMAIL_CHANGED)

# A designation gives every right there is: the service's rule stands here once more, against a forgotten check.
DESIGNATED = f"""
CREATE OR REPLACE FUNCTION access_designated() {TRIGGER} $$
BEGIN
  IF {BY_THE_INSTALLATION} THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  IF (TG_OP = 'INSERT' AND NEW.user_id = {USER}) OR NOT {holds(Administrator.code)} THEN
    RAISE EXCEPTION 'only an administrator appoints people or removes their factors, and nobody himself or his own'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'administrators_designate';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE OR REPLACE TRIGGER a_designated BEFORE INSERT OR UPDATE OR DELETE ON commitments_designation
  FOR EACH ROW EXECUTE FUNCTION access_designated();
CREATE OR REPLACE TRIGGER a_designated BEFORE INSERT ON commitments_secondfactorremoval
  FOR EACH ROW EXECUTE FUNCTION access_designated();
CREATE OR REPLACE TRIGGER b_stays BEFORE UPDATE ON commitments_secondfactorremoval
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
register("access_2_designated", DESIGNATED)

# Whoever ties a person of an organization to an account may sign in as it: only signing in does, and nobody by hand.
TIED = f"""
CREATE OR REPLACE FUNCTION access_tied() {TRIGGER} $$
BEGIN
  IF NOT {BY_THE_INSTALLATION} AND (TG_OP = 'INSERT' OR NEW.untied_at IS NULL OR NOT {holds(Administrator.code)}) THEN
    RAISE EXCEPTION 'an account is tied to an organization by signing in, and untied by an administrator'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'signing_in_ties';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_tied BEFORE INSERT OR UPDATE ON commitments_organizationidentity
  FOR EACH ROW EXECUTE FUNCTION access_tied();
"""
register("access_3_tied", TIED)
