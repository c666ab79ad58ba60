"""The actor: who acts, in which roles, for whom, and what he may read. Every verb takes one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from commitments.access.audience import Audience, readable_from
from commitments.access.permissions import Permission
from commitments.access.roles import BY_CODE, Program, PublicReader, Role


class ActorKind(StrEnum):
    """How somebody came to act."""

    PERSON = "person"
    LINK = "link"
    TOKEN = "token"  # noqa: S105 - a word, no secret
    PROGRAM = "program"
    ANONYMOUS = "anonymous"


class Given(NamedTuple):
    """One paragraph of one cycle that was given to somebody to draft; or its answer alone, to whoever enters it."""

    cycle_id: int
    obligation_id: int
    answer_alone: bool = False


@dataclass(frozen=True)
class Grant:
    """One role held for one respondent, or (secretariat, administrator) for none in particular.

    `given` are the paragraphs of whoever works on what is given to him, and on nothing else.
    """

    role_code: str
    respondent_id: int | None = None
    given: tuple[Given, ...] = ()

    @property
    def role(self) -> type[Role]:
        """The role as a class."""
        return BY_CODE[self.role_code]

    def gives(self, permission: Permission, respondent_id: int | None) -> bool:
        """Whether this grant allows the verb, for that respondent where one is named."""
        here = self.respondent_id is None or respondent_id is None or self.respondent_id == respondent_id
        return here and permission in self.role.permissions

    def reaches(self, obligation_id: int, cycle_id: int | None) -> bool:
        """Whether the paragraph is one of his, in that cycle where one is named."""
        return not self.role.is_of_given_paragraphs or any(
            one.obligation_id == obligation_id and cycle_id in {None, one.cycle_id} for one in self.given
        )


@dataclass(frozen=True)
class Actor:
    """Frozen; made once per request, task or command. Rights come from its grants and nothing else."""

    kind: ActorKind
    name: str
    user_id: int | None = None
    grants: tuple[Grant, ...] = ()

    def may(self, permission: Permission, respondent_id: int | None = None) -> bool:
        """Whether any grant allows the verb; with a respondent, whether one does for that respondent."""
        return any(grant.gives(permission, respondent_id) for grant in self.grants)

    def own_respondents_with(self, permission: Permission) -> frozenset[int]:
        """The respondents for which the actor himself speaks and may do this."""
        return frozenset(
            grant.respondent_id
            for grant in self.grants
            if grant.respondent_id is not None and grant.role.for_respondent and permission in grant.role.permissions
        )

    def works_on(
        self, permission: Permission, respondent_id: int, obligation_id: int, cycle_id: int | None = None
    ) -> bool:
        """Whether the actor himself speaks for the respondent on this paragraph and may do this."""
        return any(
            grant.respondent_id == respondent_id
            and permission in grant.role.permissions
            and grant.reaches(obligation_id, cycle_id)
            for grant in self.grants
        )

    @cached_property
    def respondent_ids(self) -> frozenset[int]:
        """The respondents whose own people the actor belongs to."""
        return frozenset(
            g.respondent_id
            for g in self.grants
            if g.respondent_id and g.role.for_respondent and not g.role.is_of_an_entry
        )

    @cached_property
    def entered_ids(self) -> frozenset[int]:
        """The respondents of which the actor, an officer, enters or checks one reply; he is none of their people."""
        return frozenset(g.respondent_id for g in self.grants if g.respondent_id and g.role.is_of_an_entry)

    def opens_desk_of(self, respondent_id: int, cycle_id: int) -> bool:
        """Whether the desk opens for him in this cycle: of an entry, in its own alone."""
        return respondent_id in self.respondent_ids or any(
            one.cycle_id == cycle_id for one in self.given.get(respondent_id, ())
        )

    @cached_property
    def whole_ids(self) -> frozenset[int]:
        """Those of them whose whole work the actor sees, drafts included."""
        return frozenset(
            g.respondent_id
            for g in self.grants
            if g.respondent_id and g.role.for_respondent and not g.role.is_of_given_paragraphs
        )

    @cached_property
    def partial_ids(self) -> frozenset[int]:
        """Those of them of whose work the actor sees only what was given to him."""
        return self.respondent_ids - self.whole_ids

    @cached_property
    def given(self) -> dict[int, frozenset[Given]]:
        """The paragraphs given to the actor, by respondent, where he sees no others."""
        return {
            pk: frozenset(one for grant in self.grants if grant.respondent_id == pk for one in grant.given)
            for pk in self.partial_ids | self.entered_ids
        }

    @cached_property
    def read_respondent_ids(self) -> frozenset[int]:
        """The States a reader with a named list reads as the secretariat does."""
        return frozenset(g.respondent_id for g in self.grants if g.respondent_id and g.role.is_secretariat)

    @cached_property
    def is_secretariat(self) -> bool:
        """Whether the actor reads submitted replies of all States."""
        return any(grant.role.is_secretariat and grant.respondent_id is None for grant in self.grants)

    @cached_property
    def opens_cycles(self) -> bool:
        """Whether the actor makes calls for information."""
        return self.may(Permission.CYCLE_OPEN)

    @cached_property
    def enters_replies(self) -> bool:
        """Whether the actor enters replies that came on paper or by mail."""
        return self.may(Permission.REPLY_ENTER)

    @cached_property
    def is_auditor(self) -> bool:
        """Whether the actor sees who did what and when, without what was written."""
        return self.may(Permission.RECORD_AUDIT)

    @cached_property
    def may_remove(self) -> bool:
        """Whether the actor asks for personal data to be removed, and decides what others ask."""
        return self.may(Permission.CONTENT_REMOVE)

    @cached_property
    def reads_removals(self) -> bool:
        """Whether the actor sees what was removed, when and why."""
        return self.may(Permission.REMOVALS_READ)

    @cached_property
    def manages_mails(self) -> bool:
        """Whether the actor sees what became of mails, and has failed ones sent again."""
        return self.may(Permission.MAILS_MANAGE)

    @cached_property
    def audiences(self) -> tuple[Audience, ...]:
        """The audiences of submitted records that the actor reaches, whoever submitted them."""
        if self.is_secretariat:
            return readable_from(Audience.SECRETARIAT)
        if self.respondent_ids:
            return readable_from(Audience.MEMBER_STATES)
        return (Audience.PUBLIC,)

    @cached_property
    def reach(self) -> "Actor":
        """The actor without the person: all that rights to other people's records derive from."""
        return Actor(self.kind, "", None, self.grants)

    def holding(self, wanted: Callable[[Grant], bool]) -> "Actor":
        """The same person with those grants only that are wanted."""
        return replace(self, grants=tuple(grant for grant in self.grants if wanted(grant)))

    @property
    def is_signed_in(self) -> bool:
        """Whether a person stands behind the actor."""
        return self.user_id is not None

    @cached_property
    def role_code(self) -> str:
        """The first role held, for the history and for the words on a page."""
        return self.grants[0].role_code if self.grants else PublicReader.code

    @property
    def role(self) -> type[Role]:
        """The first role held, as a class."""
        return BY_CODE[self.role_code]

    def as_context(self) -> dict[str, Any]:
        """What history keeps of the actor: never a mail address."""
        return {
            "kind": self.kind.value,
            "user": self.user_id,
            "role": self.role_code,
            "respondents": sorted(self.respondent_ids),
        }


def anonymous() -> Actor:
    """Somebody who is not signed in."""
    return Actor(kind=ActorKind.ANONYMOUS, name="")


def program(name: str) -> Actor:
    """A command or a job of the installation; `name` says which."""
    return Actor(kind=ActorKind.PROGRAM, name=name, grants=(Grant(Program.code),))
