"""Conflicting accounts of one document: what one side affirms and another denies."""

from __future__ import annotations

from onrecord.coder.accounts.finding import find_accounts

__all__ = ["find_accounts"]
