"""New six words, when somebody may have seen the old ones.

They are shown before they are in use: an answer that is lost on the way never costs anybody their key.
"""

from django.db import transaction

from testimonies import concerns, ready, record, returning
from testimonies.models import Stub, Testimony
from vault import keys, receipts
from vault.models import Receipt
from vault.sessions import Return
from vault.tickets import Ticket


def use_new_words(who: Return, ticket: Ticket) -> Return:
    """From now on the ticket's words open it and the old ones nothing; all that was sealed to them is sealed anew.

    Pressing twice is fine. Raises Gone.
    """
    new = receipts.key_of(ticket.words)
    with transaction.atomic():
        if Receipt.objects.filter(pk=who.receipt, find=new.find).exists():
            return Return(who.receipt, new)
        receipt = returning.hold(who)
        testimony = returning.theirs(who) if Testimony.objects.filter(receipt=receipt).exists() else None
        if testimony is not None:
            keys.seal_to_new_words(testimony.data_key, who.key, new)
        # Words of a concern, as of a story: the key is sealed to the new ones, and the old ones open nothing.
        for concern in concerns.of(receipt):
            keys.seal_to_new_words(concern.data_key, who.key, new)
        stub = Stub.objects.filter(receipt=receipt).first()
        left = ready.open_stub(stub, who.key.private) if stub else {}
        receipt.find, receipt.public, receipt.used, receipt.shown_until = new.find, new.public, True, None
        receipt.save(update_fields=["find", "public", "used", "shown_until"])
        if stub is not None:
            ready.seal_stub_anew(stub, receipt, left)
        told = concerns.of(receipt).first()
        about = testimony or told
        by = "reader" if told else "writer"
        record.write("new words", by=by, subject=about.record_subject if about else None)
    return Return(receipt.uuid, new)
