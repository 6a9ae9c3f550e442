"""Agreements of one document: which are named, between whom, and how they stand by the latest word on them."""

from __future__ import annotations

from onrecord.coder.agreements.finding import find_agreements

__all__ = ["find_agreements"]
