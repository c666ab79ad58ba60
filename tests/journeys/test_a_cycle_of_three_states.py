"""A cycle of three States from its opening to its close and into the next, through the pages, on the real paragraphs."""

import pytest

from tests.journeys.exchange import between_the_two as between
from tests.journeys.exchange import later, reckoning
from tests.journeys.exchange import within_the_state as within
from tests.journeys.exchange.people import People

pytestmark = pytest.mark.usefixtures("committed_db")


def test_a_reply_travels_between_three_states_and_the_secretariat_and_into_the_next_cycle():
    people = People()

    within.an_officer_opens_the_cycle(people)
    links = within.the_focal_point_gives_one_paragraph_to_a_ministry_and_two_by_a_link(people)
    within.the_contributor_drafts_his_paragraph_and_can_open_no_other(people)
    within.a_judge_without_an_account_sends_his_text_by_the_link_and_only_once(people, links)
    within.the_focal_point_takes_the_other_link_back_and_it_is_closed(people, links)
    within.the_focal_point_takes_the_text_into_the_draft(people)
    within.kenya_fills_in_a_workbook_and_the_workbook_of_another_state_is_refused(people)
    within.the_reply_is_returned_with_a_reason_mended_and_released(people)
    within.nobody_but_who_submits_can_send_it(people)

    between.thailand_sends_and_anybody_verifies_its_receipt(people)
    between.kenya_and_jamaica_send(people)
    between.the_officer_asks_and_only_that_paragraph_opens(people)
    between.thailand_answers_in_words_and_with_a_new_version(people)
    between.kenya_recalls_with_a_reason_and_sends_again(people)
    between.jamaica_revises_and_both_sides_read_the_difference(people)
    between.one_person_alone_cannot_close_and_two_close_it(people)

    later.the_focal_point_is_replaced_and_the_successor_reads_the_pack(people)
    later.the_successor_confirms_writes_anew_and_sends_what_is_confirmed(people)

    reckoning.every_count_agrees_with_the_records()
    reckoning.every_figure_of_the_dashboard_equals_a_recount(people)
    reckoning.each_was_told_what_happened_in_its_order(people)
