"""Pages from the web, politely and within bounds.

``addresses`` says where a name may lead, ``client`` asks one address, ``robots`` and ``politeness`` say when it may be
asked, ``archive`` keeps the bytes, ``pages`` makes documents of them. No other package opens a connection.
"""
