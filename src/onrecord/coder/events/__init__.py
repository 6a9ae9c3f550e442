"""PLOVER events: triggers by a transparent lexicon and a network, a learned filter and sides, one mention an event."""

from __future__ import annotations

from onrecord.coder.events.finding import find_events
from onrecord.coder.events.network import load_event_network
from onrecord.coder.events.triggers import LexiconFinder, Trigger, TriggerFinder

__all__ = ["LexiconFinder", "Trigger", "TriggerFinder", "find_events", "load_event_network"]
