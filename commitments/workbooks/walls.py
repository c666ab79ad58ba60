"""Who sees a workbook that came back: whoever sent it, as long as he is of that State."""

from commitments.access.wall import mine, own, walled

walled("commitments_returnedworkbook", seen=f"{own()} AND {mine('created_by_id')}")
