"""Who sees a workbook that came back: whoever sent it, as long as he is of that State."""

from commitments.access.wall import mine, of_his_state, walled

walled("commitments_returnedworkbook", seen=f"({of_his_state()}) AND {mine('created_by_id')}")
