"""Every record of the events asked about."""

from calendar import month_name
from collections.abc import Iterable, Iterator
from itertools import groupby

from idlibtl.model.dates import days_text
from idlibtl.model.records import PUBLICATION, Citation, Event, Figure, Role, Scope
from idlibtl.show.page.elements import Element, Later, Node, element, said, section
from idlibtl.show.page.filter_form import filter_form
from idlibtl.show.page.report import PageReport
from idlibtl.show.page.words import anchor, as_printed, capital, event_link, listed, names, range_words, source
from idlibtl.totals import quotes

#: Beyond so many events each is a line, in a fold for its month.
MAX_IN_FULL = 2000

#: Beyond so many a browser need not lay out those that nobody looks at.
MAX_LAID_OUT = 100


def events_section(report: PageReport) -> Element:
    """The section of the records."""
    events = report.events
    if not events:
        return section("events", "Every event", element("p", f"{capital(report.remark)}."))
    if len(events) > MAX_IN_FULL:
        return section(
            "events",
            "Every event",
            element(
                "p",
                f"{len(events):,} events, a line each. One in full: ",
                element("code", report.unfiltered("show", "ID")),
                "; all: ",
                element("code", report.command("list", "-f", "markdown")),
                class_="lead",
            ),
            filter_form(report, in_full=False),
            element("div", Later(lambda: _folds(report)), id="list"),
        )
    return section(
        "events",
        "Every event",
        filter_form(report, in_full=True),
        element(
            "div",
            Later(lambda: (_record(report, event) for event in events)),
            id="list",
            class_="big" if len(events) > MAX_LAID_OUT else None,
        ),
    )


# A line each


def _folds(report: PageReport) -> Iterator[Element]:
    """A fold for each month in which events began."""
    for month, events in groupby(report.events, key=lambda event: event.first.replace(day=1)):
        mine = list(events)
        yield element(
            "details",
            element(
                "summary", f"{month_name[month.month]} {month.year}: {len(mine):,} event{'s' if len(mine) > 1 else ''}"
            ),
            element("ul", *(_line(report, event) for event in mine), class_="fold"),
        )


def _line(report: PageReport, event: Event) -> Element:
    figures = listed((_short(report, figure) for figure in event.figures), "; ")
    return element(
        "li",
        days_text(event.span),
        " Replaced: " if event.replaced_by else " ",
        element("bdi", event.title),
        *((element("span", " – ", *figures),) if event.figures else ()),
        class_="ev1",
        id=anchor(event.id),
        **_data(report, event),
    )


def _short(report: PageReport, figure: Figure) -> Node:
    label = report.question.timeline.metric[figure.metric].label
    return said(f"{quotes.printed(figure)} {label} ({quotes.source_id(figure)})")


# In full


def _record(report: PageReport, event: Event) -> Element:
    kind = ", ".join(report.question.timeline.kind[kind].label for kind in event.kinds)
    return element(
        "article",
        element(
            "p",
            element("time", days_text(event.span), datetime=event.first.isoformat()),
            element("span", said(kind), class_="kind"),
            class_="when",
        ),
        element(
            "div",
            element(
                "h3",
                element("strong", "Replaced: ") if event.replaced_by else None,
                element("a", said(event.title), href=f"#{anchor(event.id)}"),
            ),
            *_correction(report, event),
            element("p", event.summary, dir="auto", class_="s") if event.summary else None,
            element("ul", *(_figure(report, event, figure) for figure in event.figures), class_="figs")
            if event.figures
            else None,
            element("dl", *_facts(report, event), class_="facts"),
            element("p", event.note, dir="auto", class_="note n") if event.note else None,
        ),
        class_="ev",
        id=anchor(event.id),
        **_data(report, event),
    )


def _correction(report: PageReport, event: Event) -> Iterator[Element]:
    """What stands in the place of a record that is corrected, and what one corrects."""
    if event.replaced_by:
        instead = event_link(report, event.replaced_by)
        yield element("p", "Corrected: ", instead, " stands in its place, and nothing of it is counted.", class_="filt")
    if corrected := report.corrected_by.get(event.id):
        links = listed(event_link(report, each) for each in corrected)
        yield element("p", "This record corrects ", *links, ".", class_="filt")


def _data(report: PageReport, event: Event) -> dict[str, str | None]:
    """What the filter of the page goes by."""
    metrics = dict.fromkeys(figure.metric for figure in event.figures)
    sources = dict.fromkeys(each or PUBLICATION for each in (event.source, *(f.source for f in event.figures)))
    days = report.question.timeline.days(event.span)
    told = {
        "k": " ".join(event.kinds),
        "p": event.phase,
        "a": " ".join(dict.fromkeys(part.actor for part in event.actors)),
        "l": " ".join(event.places),
        "m": " ".join(metrics),
        "s": " ".join(sources),
        "d": f"{days.first}" if days.first == days.last else f"{days.first} {days.last}",
    }
    return {f"data_{key}": value or None for key, value in told.items()}


def _figure(report: PageReport, event: Event, figure: Figure) -> Element:
    timeline = report.question.timeline
    more = [element("span", f"read as {bounds}", class_="mut")] if (bounds := _bounds(figure)) else []
    return element(
        "li",
        as_printed(figure),
        " ",
        said(timeline.metric[figure.metric].label),
        " (",
        said(source(report, figure)),
        ")",
        *(node for part in (*more, *_more(report, event, figure)) for node in ("; ", part)),
    )


def _standing(report: PageReport, figure: Figure) -> Iterator[str]:
    """What lies inside a figure; what corrects a record in its place."""
    return (report.question.timeline.stands_for.get(each, each) for each in figure.includes)


def _bounds(figure: Figure) -> str:
    """The low and high value as words, where our reading of the source's words gives them."""
    count = figure.count
    is_stated = figure.stated_low is not None and figure.stated_high is not None
    is_said = is_stated or (count.low == count.best and count.high is None)
    return "" if is_said else range_words(count)


def _more(report: PageReport, event: Event, figure: Figure) -> Iterator[Element]:
    """What a figure says beyond its event: its days, places, what lies inside it, to whom it is attributed."""
    timeline = report.question.timeline

    def part(*nodes: Node) -> Element:
        return element("span", *nodes, class_="mut")

    if figure is not next(each for each in event.figures if each.metric == figure.metric):
        yield part("the same people, as another source tells it")
    else:
        if figure.scope is Scope.CUMULATIVE or figure.period != event.span:
            yield part(f"{'sums up ' if figure.scope is Scope.CUMULATIVE else ''}{days_text(figure.period)}")
        if figure.places != event.places:
            yield part("covers ", *_places(report, figure.places))
        if figure.includes:
            yield part("already holds ", *listed(event_link(report, each) for each in _standing(report, figure)))
        if holder := timeline.holder.get((figure.metric, event.id)):
            yield part("already inside ", event_link(report, holder))
        if set(figure.attributed_to) != set(event.attributed_to):
            yield part("attributed to ", *_actors(report, figure.attributed_to))
    if figure.note:
        yield part(said(figure.note))


def _facts(report: PageReport, event: Event) -> Iterator[Element]:
    timeline = report.question.timeline
    for role in Role:
        actors = [part.actor for part in event.actors if part.role is role]
        if actors:
            yield _fact(capital(role.value), *_actors(report, actors))
    accused = any(part.role is Role.ACCUSED for part in event.actors)
    if event.attributed_to or event.figures or accused or any(timeline.kind[kind].violent for kind in event.kinds):
        nobody = "nobody" if event.actors else "nobody: none is named"
        yield _fact("Attributed to", *(_actors(report, event.attributed_to) if event.attributed_to else (nobody,)))
    yield _fact("Where", *_places(report, event.places))
    yield _fact("Phase", said(timeline.phase[event.phase].title) if event.phase else "none")
    yield _fact("Source", said(source(report, event)))
    for cited in timeline.cited(event):
        if timeline.publications or cited.paragraphs:
            yield _fact(*_cited(report, cited))
    if event.date_text:
        yield _fact("Date as printed", "“", said(event.date_text), "”")
    yield _fact("ID", element("code", event.id))


def _cited(report: PageReport, cited: Citation) -> Iterator[Node]:
    """Where an event stands: in which publication, in which of its paragraphs, at which address."""
    timeline = report.question.timeline
    numbers = f"paragraph{'s' if len(cited.paragraphs) > 1 else ''} {', '.join(map(str, cited.paragraphs))}"
    where: Node = numbers
    if timeline.publications:
        where = said(timeline.publication_by_id[cited.publication].title)
    yield "Cited" if timeline.publications else "In the publication"
    yield element("a", where, href=cited.url) if cited.url else where
    if timeline.publications and cited.paragraphs:
        yield f", {numbers}"


def _fact(title: Node, *told: Node) -> Element:
    return element("div", element("dt", title), " ", element("dd", *told))


def _actors(report: PageReport, actors: Iterable[str]) -> tuple[Node, ...]:
    return names(report.question.timeline.actor[actor].name for actor in actors) or ("nobody",)


def _places(report: PageReport, places: Iterable[str]) -> tuple[Node, ...]:
    return names(report.question.timeline.place[place].name for place in places) or ("not given",)
