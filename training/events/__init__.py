"""Makes what finds events: the network over the encoder's vectors, the filter of candidates, the weights of sides."""
