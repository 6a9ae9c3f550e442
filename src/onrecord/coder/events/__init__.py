"""PLOVER events: triggers by a transparent lexicon, arguments by the parse, a learned filter, one mention an event."""

from __future__ import annotations

from onrecord.coder.events.finding import find_events
from onrecord.coder.events.triggers import LexiconFinder, Trigger, TriggerFinder

__all__ = ["LexiconFinder", "Trigger", "TriggerFinder", "find_events"]
