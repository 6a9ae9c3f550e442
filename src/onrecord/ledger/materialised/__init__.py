"""What is derived from the rows, kept in tables of their own, and renewed by neighbourhoods when documents arrive.

Every table here is a materialised view: a pure function of the ledger's rows and of nothing else, the same whether it
was renewed document by document or made anew. Renewing looks at the document versions that have come or gone, at what
they have in common with others, and at nothing else, so that it costs the same however long the record is.

    documents → origins → actors → mentions → events, statements → utterances

What stands in few versions is not kept but derived of these when it is asked for (:mod:`.portion`).
"""
