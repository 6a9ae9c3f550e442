"""The workbench's pages, one module for each kind."""

from __future__ import annotations

from onrecord.web.pages import (
    actors,
    agreements,
    ahead,
    brief,
    charts,
    contested,
    course,
    documents,
    network,
    pairs,
    records,
    review,
    said,
    search,
    session,
    situations,
    timeline,
    world,
)

ROUTERS = (
    situations.router,
    brief.router,
    timeline.router,
    course.router,
    said.router,
    contested.router,
    agreements.router,
    ahead.router,
    search.router,
    records.router,
    actors.router,
    documents.router,
    network.router,
    world.router,
    pairs.router,
    review.router,
    charts.router,
    session.router,
)
"""In the order in which the house is walked through."""
