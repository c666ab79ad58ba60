"""Words and lists fetched inside the query of their owner, so that a page costs few queries."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from commitments.instruments.languages import in_language
from commitments.instruments.models import (
    AddresseeWording,
    Component,
    ComponentAddressee,
    ComponentWording,
    FootnoteIndicator,
    Heading,
    HeadingWording,
    InstrumentReferenceWording,
    Obligation,
    ObligationAddressee,
    ObligationDeadline,
    ObligationDeadlineWording,
    ObligationReference,
    ObligationTheme,
    ObligationWording,
    Qualifier,
    SameAnswer,
    SuggestedIndicator,
    SuggestedIndicatorWording,
    ThemeWording,
)
from commitments.instruments.vocabulary import NOT_YET_PARTIES, AddresseeRole


def words(wording: type[Model], owner: str, outer: str, field: str, language: str) -> Subquery:
    """One field of the best wording of the row that `outer` names."""
    rows = wording._default_manager.filter(**{owner: OuterRef(outer)})
    return Subquery(in_language(rows, language).values(field)[:1])


def _array(rows: QuerySet[Any], *order: str, **columns: Any) -> ArraySubquery:
    """The rows as a list of objects."""
    return ArraySubquery(rows.order_by(*order).values(row=JSONObject(**columns)))


def indicators() -> ArraySubquery:
    """The footnote indicators of a ParagraphWording."""
    rows = FootnoteIndicator.objects.filter(wording=OuterRef("pk"))
    return _array(rows, "offset", number="footnote__number", offset="offset", doubt="doubt")


def calls_to_join(*, of: str) -> Exists:
    """Whether the obligation that `of` names is addressed to States not yet parties."""
    asked = ObligationAddressee.objects.filter(obligation=OuterRef(of), role=AddresseeRole.ADDRESSEE)
    return Exists(asked.filter(addressee__code=NOT_YET_PARTIES))


def headings(language: str) -> ArraySubquery:
    """The headings above the paragraph of a ParagraphWording."""
    rows = Heading.objects.filter(paragraph=OuterRef("paragraph_id"))
    told = {name: words(HeadingWording, "heading", "pk", name, language) for name in ("label", "text")}
    return _array(rows, "position", **told)


def qualifiers() -> ArraySubquery:
    """The qualifiers of a ParagraphWording."""
    return _array(Qualifier.objects.filter(wording=OuterRef("pk")), "offset", offset="offset", phrase="phrase")


def themes(language: str) -> ArraySubquery:
    """The themes of an Obligation."""
    rows = ObligationTheme.objects.filter(obligation=OuterRef("pk"))
    label = words(ThemeWording, "theme", "theme_id", "label", language)
    return _array(rows, "position", code="theme__code", label=label)


def addressees(language: str) -> ArraySubquery:
    """All bodies of an Obligation, with the role in which the text names each."""
    rows = ObligationAddressee.objects.filter(obligation=OuterRef("pk"))
    label = words(AddresseeWording, "addressee", "addressee_id", "label", language)
    return _array(rows, "position", code="addressee__code", label=label, role="role")


def references(language: str) -> ArraySubquery:
    """The texts an Obligation rests on."""
    rows = ObligationReference.objects.filter(obligation=OuterRef("pk"))
    told = {
        name: words(InstrumentReferenceWording, "reference", "reference_id", name, language)
        for name in ("title", "source", "note")
    }
    return _array(
        rows, "position", key="reference__key", adopted_on="reference__adopted_on",
        adopted_certainty="reference__adopted_certainty", footnote="reference__footnote__number", **told,
    )  # fmt: skip


def deadlines(language: str) -> ArraySubquery:
    """The words of the deadlines of an Obligation."""
    return _listed(ObligationDeadline, ObligationDeadlineWording, "deadline", language)


def suggested_indicators(language: str, *, of: str = "pk") -> ArraySubquery:
    """The words of the suggested indicators of an Obligation, or of the one that `of` leads to."""
    return _listed(SuggestedIndicator, SuggestedIndicatorWording, "indicator", language, of=of)


def _listed(model: type[Model], wording: type[Model], name: str, language: str, *, of: str = "pk") -> ArraySubquery:
    rows = model._default_manager.filter(obligation=OuterRef(of)).order_by("position")
    return ArraySubquery(rows.values(words=words(wording, name, "pk", "text", language)))


def same_answers(language: str) -> ArraySubquery:
    """The obligations that one answer may serve together with an Obligation."""
    rows = SameAnswer.objects.filter(obligation=OuterRef("pk"))
    label = words(ObligationWording, "obligation", "other_id", "label", language)
    return _array(rows, "other__paragraph__position", id="other_id", reference="other__reference", label=label)


def same_answer_ids(*, of: str) -> ArraySubquery:
    """The ids of the obligations that one answer may serve together with the one that `of` leads to."""
    return ArraySubquery(SameAnswer.objects.filter(obligation=OuterRef(of)).order_by("other_id").values("other_id"))


def components(language: str) -> ArraySubquery:
    """The clauses of an Obligation, each with those it addresses and concerns."""
    rows = Component.objects.filter(obligation=OuterRef("pk"))
    label = words(AddresseeWording, "addressee", "addressee_id", "label", language)
    roles = ComponentAddressee.objects.filter(component=OuterRef("pk"))
    told = {name: words(ComponentWording, "component", "pk", name, language) for name in ("verb", "quote", "offset")}
    return _array(
        rows, "position", type="type",
        bodies=_array(roles, "position", code="addressee__code", label=label, role="role"), **told,
    )  # fmt: skip


def beside(language: str, *, after: bool) -> ArraySubquery:
    """The obligation before or after an Obligation in its text; an empty list at the ends."""
    side = "gt" if after else "lt"
    rows = Obligation.objects.filter(
        instrument=OuterRef("instrument_id"),
        **{f"paragraph__position__{side}": OuterRef("paragraph__position")},
    )
    label = words(ObligationWording, "obligation", "pk", "label", language)
    nearest = rows.order_by("paragraph__position" if after else "-paragraph__position")
    return ArraySubquery(nearest.values(row=JSONObject(reference="reference", label=label))[:1])
