"""The events' view of :mod:`onrecord.coder.syntax`."""

from onrecord.coder.syntax import antecedent, coordinated, doers, is_passive, patients, prepositional

__all__ = ["antecedent", "coordinated", "doers", "is_passive", "patients", "prepositional"]
