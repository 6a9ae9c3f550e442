"""What stands in and around an article but is no part of it: boxes by their labels, lines by their words.

trafilatura clears navigation, sidebars and most boxes. What it leaves inside an article are mostly the outlet's own
insertions: sign-ups, appeals, related links, sharing, credits. They are told by the words in their labels (class, id,
test ids) or, where they have none, by their own. A box that holds much of the page's prose is never taken out, whatever
it is called.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from lxml.etree import XPath, iterwalk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

MOST_SHARE = 0.35
"""Of the page's text that a box may hold and still be furniture. Comments may be long, so it is not less."""

MANY = 4
"""Paragraphs of one class, from which on it is the page's own for its prose."""

LINK_SHARE = 0.9
"""Of a paragraph's letters that stand in links, from which on it is one link to elsewhere."""

LONGEST_LINK = 220
LONGEST_LABEL = 20
"""Characters before a colon and a link that make it one to elsewhere: "Go deeper:"."""

LONGEST_LINE = 320
"""Characters of a line that may be furniture; longer ones are prose, whatever they begin with."""

LABELS = ("class", "id", "data-testid", "data-test", "data-component", "data-gu-name", "itemprop", "aria-label", "role")

# Words of a label. A label is cut at everything that is no letter, and where a capital follows a small letter.
WORDS = frozenset(
    (
        *("ad", "ads", "advert", "adverts", "advertisement", "advertising", "sponsor", "sponsored", "taboola"),
        *("outbrain", "recirc", "recirculation", "recommended", "recommendation", "recommendations", "related"),
        *("relatedposts", "trending", "newsletter", "newsletters", "signup", "subscribe", "subscription"),
        *("gateway", "promo", "promos", "promobox", "donate", "donation", "donations", "membership"),
        *("share", "sharing", "sharedaddy", "shares", "social", "cookie", "cookies", "consent", "gdpr", "breadcrumb"),
        *("breadcrumbs", "comments", "commentlist", "disqus", "storytags", "tags", "keywords", "bio", "outro"),
        *("toolbar", "reprint", "licensing", "disclaimer", "whatsapp", "telegram", "readmore", "crosspromo", "teasers"),
        *("timestamp", "byline", "bylines", "contributors", "puff", "upsell", "cta", "appeal"),
    )
)
PHRASES = re.compile(
    r"\b(?:sign up|most (?:read|viewed|popular|watched)|read (?:more|also|next)|"
    r"more (?:on|from|stories|news)|also read|about (?:the )?author|rich link|"
    r"author (?:bio|box|card|block|info|module|description)|"
    r"in ?line (?:promo|newsletter)|call to action|action bar|up next|key moments|reading time|read time|"
    r"(?:featured|related|inline) video|video wrapper|pub(?:lish|lished)? date|upd(?:ated)? date|date ?simple|"
    r"article (?:timestamp|date|time|topics|tags|meta|source|share)|post (?:views|date|share|tags|meta|navigation)|"
    r"entry (?:meta|footer)|comment (?:wrapper|list|area|section|body|content|respond)|field name comment|"
    r"image (?:caption|credit)|photo credit|caption|toi community|respond)\b"
)
_CUT = re.compile(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+")
PARTS = frozenset({"html", "head", "body", "main", "article"})
"""Elements that are a page's own parts, whatever their labels name."""


_HOLDS = XPath("descendant-or-self::h1 | descendant-or-self::*[@itemprop='articleBody']")
_LABELLED = XPath("//body//*[@class or @id or @data-testid or @data-component or @data-gu-name or @itemprop or @role]")
_LINKED = XPath("//body//*[self::p or self::li][.//a]")
_SPACE = re.compile(r"\s+")

# Whole lines that are furniture wherever they stand.
_LINES = re.compile(
    r"""(?ix)
    advertis(?:e|ement|ements|ing)(?:\W.{0,60})? | (?:story|article)\s+continues.{0,40} | continue\s+reading.{0,60}
    | \W*(?:_+\W*)? | [\d.,]+\s*(?:views?|shares?|comments?|min(?:ute)?s?(?:\s+read)?)
    | (?:no\s+)?comments?(?:\s*\(\d+\))?
    | (?:\d+\s+)?(?:min(?:ute)?s?)\s+(?:read|listen) | (?:view|post|leave|add|read)\s+(?:a\s+)?(?:all\s+)?comments?
    | (?:also\s+read|read\s+also|read\s+more|read\s+next|see\s+also|related(?:\s+(?:stories|articles?|news|coverage))?
      |recommended(?:\s+stories)?|more\s+(?:on|from|about)|watch(?:\s+(?:now|live|more))?|don'?t\s+miss|trending
      |most\s+(?:read|viewed|popular))\s*[:|].{0,200}
    | (?:read\s+more(?:\s+(?:on|about|from))?|related(?:\s+(?:stories|articles?|news|topics|coverage|content))?
      |recommended(?:\s+stories)?
      |more\s+(?:on\s+this\s+(?:story|topic)|stories|news)|most\s+(?:read|viewed|popular)|read\s+next|up\s+next|top\s+stories
      |trending(?:\s+(?:now|reports|stories))?|editor['’]?s['’]?\s+picks?|explore\s+more.{0,30}|topics|tags
      |you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested\s+in)|keep\s+reading|what\s+to\s+read\s+next|recommended\s+for\s+you
      |more\s+from\s+.{2,40}|in\s+this\s+(?:article|story)|on\s+this\s+page|table\s+of\s+contents|jump\s+to\s+.{2,40}
      |(?:skip|scroll)\s+(?:to|down|past)\b.{0,40}|skip\s+advertisement|(?:back|return)\s+to\s+(?:top|home|homepage|article|news)|please\s+wait|loading|play|pause|mute|close|image|photos?|video
      |hide\s+caption|toggle\s+caption|enlarge(?:\s+this\s+image)?|(?:first|originally)\s+published.{0,80}|print|gift|bookmark
      |about\s+the\s+(?:author|writer)s?|share(?:\s+(?:this|on|via)\b.{0,80})?|follow\s+us.{0,80}|print(?:\s+(?:version|this\s+article))?
      |save|listen|copy\s+link|e-?mail|facebook|twitter|x|linkedin|whatsapp|getty\s+images|list\s+of\s+\d+\s+items|end\s+of\s+list
      |news\s+article|last\s+updated|published(?:\s+on)?|updated(?:\s+on)?|issued\s+on|posted\s+on)\s*:?
    | \(?(?:end|ends|enditem)\)? | [\w.+-]+@[\w-]+\.[\w.]+ | (?:filed\s+under|tags|topics|keywords)\s*:.{0,200}
    | a\s+version\s+of\s+this\s+(?:article|story)\s+appear.{0,300} | .{0,80}\bmore\s+about\s+[A-Z].{0,60}
    | article\s+content(?:\s+continued)? | open\s+this\s+photo\s+in\s+gallery.{0,300} | camera\s+icon.{0,300}
    | press\s+enter\s+to\s+skip.{0,60} | end\s+of\s+carousel | save\s+this\s+story.{0,40} | image\s+credits?:.{0,120}
    | (?:trending|popular|top)\s+(?:now|stories|videos) | join\s+the\s+conversation | view\s+\d+\s+comments?
    | (?:photo|image|picture|video|graphic)s?\s*(?:by|credit|courtesy|:)\W?.{0,120}
    | list\s+\d+\s+of\s+\d+.{0,120}
    """
)
# Lines that begin or go on like an appeal of the outlet; they are furniture if they are short.
_APPEALS = re.compile(
    r"""(?ix)
    (?:^|[.!?(|]\s*|\b(?:please|to)\s+(?=\S+\s+(?:up\s+)?here))(?:sign\s+up\s+(?:for|to|here|now)|subscribe\s+(?:to|now|for|here))\b
    |\b(?:get\s+the\s+\S.{0,80}\s(?:in\s+your\s+inbox|by\s+e?-?mail)
    |by\s+(?:signing\s+up|subscribing|providing)\b.{0,60}\b(?:agree|accept)|(?:our|your|the)\s+(?:free\s+)?(?:daily|weekly|morning)\s+newsletter
    |newsletter\s+(?:to|for|sign)|(?:unsubscribe|opt\s+out)\s+at\s+any\s+time|privacy\s+(?:notice|policy)\s*[:.]
    |click\s+here\s+(?:to|for)|download\s+(?:the|our)\s+.{0,40}\bapps?\b
    |join\s+(?:us|our)\b.{0,60}\b(?:whatsapp|telegram|channel|community|fight)|follow\s+.{2,60}\s+on\s+(?:twitter|x|facebook|instagram|threads|whatsapp|telegram|bluesky)\b
    |(?:whatsapp|telegram)\s+channel|follow\s+.{0,80}\s+at:?\s+https?://|support\s+(?:us|our\s+(?:work|journalism)|independent\s+journalism|\w{2,4}\s+or\s+become)
    |your\s+support\s+(?:is|helps|makes)|become\s+(?:a|our)\s+(?:paid\s+|paying\s+|monthly\s+)?(?:patron|subscriber|supporter)|please\s+.{0,30}\ba?\s*donat
    |reader-supported\s+(?:publication|newsletter)|you\s+appreciate\s+our\s+journalism|you\s+clearly\s+find\s+our
    |(?:new)?you\s+can\s+now\s+listen\s+to
    |already\s+a\s+subscriber|(?:unlimited|full)\s+access\s+to|cancel\s+any\s?time|verify\s+access|granted\s+access,\s+use
    |do\s+you\s+have\s+(?:a|any)\s+(?:story|tip|question)s?\b.{0,80}(?:cover|let\s+us|contact|article)|story\s+tips\s+can\s+be\s+sent
    |(?:track|get)\s+(?:the\s+)?latest\s+news|enable\s+javascript|upgrading\s+to\s+a\s+web\s+browser|supports\s+html5
    |all\s+rights\s+reserved|may\s+not\s+be\s+(?:published|reproduced|republished)\b.{0,80}(?:broadcast|rewritten|redistributed|permission)
    |got\s+a\s+(?:confidential\s+)?(?:news\s+)?tip\b|thanks\s+for\s+signing\s+up|access\s+your\s+favou?rite\s+topics
    |your\s+donation\s+(?:allows|helps)|lock\s+\w+\s+out\s+of\s+our\s+reporting|from\s+reproductive\s+rights\s+to\s+climate\s+change\s+to
    |please\s+enter\s+a\s+valid\s+e-?mail|would\s+like\s+to\s+be\s+e-?mailed|we\s+use\s+your\s+sign-up|invalid\s+e-?mail
    |get\s+in\s+touch\s+with\s+our\s+news|stories\s+like\s+this,\s+check\s+our|what\s+do\s+you\s+think\?\s+post
    |audio\s+version\s+of\s+this\s+article|mispronunciations\s+can\s+occur|this\s+advertisement\s+has\s+not\s+loaded
    |(?:this\s+)?content\s+is\s+reserved\s+for\s+subscribers|this\s+video\s+has\s+failed\s+to\s+load|try\s+refreshing\s+your\s+browser
    |(?:sign|log)\s+in\s+or\s+(?:create|register)|create\s+an\s+account\s+or\s+sign\s+in|welcome\s+e-?mail\s+is\s+on\s+its\s+way
    |will\s+soon\s+be\s+in\s+your\s+inbox|encountered\s+an\s+issue\s+signing\s+you\s+up|consent\s+to\s+receive
    |committed\s+to\s+maintaining\s+a\s+lively|browser\s+does(?:n['’]t|\s+not)\s+support|before\s+you\s+go\s+on\s+about\s+your\s+day
    |(?:let\s+us\s+know|share\s+your\s+(?:thoughts|views)|tell\s+us)\s.{0,60}\b(?:comments?|below)\b|catch\s+all\s+the\s+(?:latest|live|breaking)
    |^stay\s+(?:tuned|informed|updated|connected|with)\b.{0,60}\b(?:latest|updates?|news|developing)\b
    |^for\s+(?:the\s+)?(?:latest|more|breaking)\s.{0,60}\b(?:follow|visit|download|headlines|app)\b
    |copyright\s+(?:©|\(c\)|(?:19|20)\d\d)|our\s+standards:.{0,80}principles
    |licensing\s+rights|request\s+reprint|opens?\s+(?:in\s+)?(?:a\s+)?new\s+(?:tab|window)\)?\.?$
    |your\s+e-?mail\s+address\s+will\s+not\s+be\s+published|accept\s+(?:all\s+)?cookies|we\s+use\s+cookies)
    | ©\s*(?:copyright\s*)?(?:19|20)\d\d
    """
)
_LEADS = re.compile(
    r"""(?ix)
    (?:(?:by|written\s+by|reported\s+by|edited\s+by|compiled\s+by)\s+\W?[A-Z].{0,90}
    |(?:first\s+)?(?:published|updated|posted|issued|submitted|last\s+(?:updated|modified))\b.{0,90}
    |[\d.,:]+|source:?\s.{0,40}\d{4}.{0,60}|world|news|politics|europe|middle\s+east|asia|africa|americas|breaking\s+news|live|exclusive)
    """
)
_DATES = re.compile(
    r"""(?ix) [^\w]{0,3}
    (?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?
    (?:\d{1,2}\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d{4}
    |(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2},?\s+\d{4}
    |\d{1,4}[./-]\d{1,2}[./-]\d{1,4})
    [\s,|–—-]*(?:at\s+)?(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?)?\s*(?:[ap]\.?m\.?)?[\sA-Z()/+:\d|-]{0,24}
    """
)
FEWEST_PROSE = 80
"""Characters of the first line that is prose: names and dates that stand before it are the article's head."""


def prune(tree: HtmlElement) -> None:
    """Takes boxes and paragraphs out of the tree that are furniture by their labels, or one link to elsewhere."""
    lengths = _lengths(tree)
    whole = max(lengths.get(tree, 0), 1)
    doomed = [e for e in _LABELLED(tree) if lengths.get(e, 0) <= MOST_SHARE * whole and is_labelled(e)]
    usual = _usual_classes(tree, lengths)
    doomed = [element for element in doomed if element.tag not in PARTS and not _HOLDS(element)]
    doomed = [element for element in doomed if element.tag != "p" or element.get("class") not in usual]
    doomed += [element for element in _LINKED(tree) if lengths.get(element, 0) <= LONGEST_LINK and _is_link(element)]
    for element in doomed:
        if element.getparent() is not None:
            element.drop_tree()


def _usual_classes(tree: HtmlElement, lengths: dict[HtmlElement, int]) -> set[str | None]:
    """Classes that many paragraphs of prose have: so the page marks its paragraphs, whatever they are called."""
    prose = [element.get("class") for element in tree.iter("p") if lengths.get(element, 0) >= FEWEST_PROSE]
    return {name for name, count in Counter(prose).items() if count >= MANY}


def is_labelled(element: HtmlElement) -> bool:
    """Whether one of its labels names furniture."""
    return any(_names_furniture(value) for name in LABELS if (value := element.get(name)))


def lines(paragraphs: Iterable[str]) -> Iterator[str]:
    """The paragraphs without those that are furniture by their words."""
    prose = False
    for paragraph in paragraphs:
        if is_furniture(paragraph) or (not prose and _is_head(paragraph)):
            continue
        prose = prose or len(paragraph) >= FEWEST_PROSE
        yield paragraph


def is_furniture(line: str) -> bool:
    """Whether a line is none of the article's."""
    if len(line) > LONGEST_LINE:
        return False
    return _LINES.fullmatch(line) is not None or _APPEALS.search(line) is not None


def _is_head(line: str) -> bool:
    """Whether it is a byline or a date, as they stand before the first sentence."""
    if len(line) >= 2 * FEWEST_PROSE:
        return False
    return _LEADS.fullmatch(line) is not None or _DATES.fullmatch(line) is not None


def _names_furniture(label: str) -> bool:
    words = [word.lower() for word in _CUT.split(label[:400]) if word]
    return not WORDS.isdisjoint(words) or PHRASES.search(" ".join(words)) is not None


def _lengths(tree: HtmlElement) -> dict[HtmlElement, int]:
    """Letters of text below each element, in one walk: summing them up anew for each takes time in their square."""
    lengths: dict[HtmlElement, int] = {}
    for _, element in iterwalk(tree, events=("end",)):
        own = len((element.text or "").strip())
        if element.tag in {"script", "style"}:
            own = 0
        lengths[element] = own + sum(lengths.get(child, 0) + len((child.tail or "").strip()) for child in element)
    return lengths


def _is_link(element: HtmlElement) -> bool:
    """Whether nearly all its text is a link."""
    text = _SPACE.sub(" ", element.text_content()).strip()
    links = [_SPACE.sub(" ", link.text_content()).strip() for link in element.iter("a")]
    linked = sum(map(len, links))
    label, colon, rest = text.partition(":")
    pointing = bool(colon) and len(label) <= LONGEST_LABEL and label.lower() != "source" and rest.strip() == links[0]
    return bool(text) and (pointing or linked >= LINK_SHARE * len(text))
