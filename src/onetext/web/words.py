"""The words of the process that pages show, so that they stand in the catalogues of translations.

A page's value holds them in English, as the record does; the filter `word` tells them in the reader's language. A test
holds that no word that the process can say is missing here.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_noop as _
from django.utils.translation import pgettext_lazy

STATES = (
    _("open"), _("narrowed"), _("closed"), _("reopened"), _("split"), _("merged"),
    _("running"), _("perhaps passed"), _("passed"), _("met"), _("lifted"), _("no date known"),
    _("adopted by silence"), _("broken"), _("void: the words changed"), _("unclear"),
    _("yes"), _("no"), _("maybe"), _("unknown"), _("not known"),
    _("given"), _("seen"), _("not received"), _("accounts differ"),
    _("offered"), _("final"), _("not final"), _("withdrawn"), _("corrected"),
    _("agreed"), _("amended"), _("not agreed"), _("no decision"),
    _("accepted"), _("rejected"), _("settled otherwise"),
    _("kept"), _("crossed"), _("vacant"), _("met in part"), _("not met"), _("legal"), _("de facto"),
    _("not known to have ended"), _("ended, as announced"), _("understood to have ended, not announced"),
)  # fmt: skip
STANCES: dict[str, Promise] = {
    "agreed": pgettext_lazy("stance", "agreed"),
    "ad ref": pgettext_lazy("stance", "ad ref"),
    "agreed on a condition": pgettext_lazy("stance", "agreed on a condition"),
    "reserved": pgettext_lazy("stance", "reserved"),
    "opposed": pgettext_lazy("stance", "opposed"),
    "silent": pgettext_lazy("stance", "silent"),
    "described": pgettext_lazy("stance", "described"),
    "agreed by silence": pgettext_lazy("stance", "agreed by silence"),
    "lapsed": pgettext_lazy("stance", "lapsed"),
    "unknown": pgettext_lazy("stance", "unknown"),
    "unknown whether it stands": pgettext_lazy("stance", "unknown whether it stands"),
    "no position": pgettext_lazy("stance", "no position"),
    "agreed ad referendum": pgettext_lazy("stance", "agreed ad referendum"),
    "reserved (general)": pgettext_lazy("stance", "reserved (general)"),
    "reserved (scrutiny)": pgettext_lazy("stance", "reserved (scrutiny)"),
    "reserved (parliamentary)": pgettext_lazy("stance", "reserved (parliamentary)"),
    "reserved (linguistic)": pgettext_lazy("stance", "reserved (linguistic)"),
}
"""A party's stance is told by words of its own: in many languages a point is agreed otherwise than a party agrees."""
CHANNELS: dict[str, Promise] = {
    "press": pgettext_lazy("channel", "press"),
    "x": pgettext_lazy("channel", "x"),
    "parliament": pgettext_lazy("channel", "parliament"),
    "radio": pgettext_lazy("channel", "radio"),
    "television": pgettext_lazy("channel", "television"),
    "spokesperson": pgettext_lazy("channel", "spokesperson"),
    "joint": pgettext_lazy("channel", "joint"),
    "interview": pgettext_lazy("channel", "interview"),
    "unknown": pgettext_lazy("channel", "unknown"),
}
"""Through what something was said, as far as it is one of the usual ways."""
ROLES = (_("party"), _("mediator"), _("observer"), _("away"))
FORCES = (_("binding"), _("demand"), _("target"), _("expectation"))
AREAS = (_("held"), _("claimed"), _("to withdraw"), _("recognised de facto"), _("frozen"))
COMMITMENTS = (
    _("who"), _("what"), _("by when"), _("verified by"), _("if breached"),
    _("in the words"), _("in an annex"), _("empty"), _("left vague on purpose"),
    _("prohibition"), _("obligation"), _("undertaking"), _("permission"), _("recommendation"), _("intention"),
    _("statement"), _("exactly"), _("about"), _("at most"), _("less than"), _("at least"), _("more than"),
)  # fmt: skip
COMPARED = (
    _("reworded"), _("changed quantity"), _("substituted"), _("moved"), _("added"), _("dropped"), _("retained"),
    _("parked"), _("quantity"), _("modality"), _("negation"), _("actor"), _("scope"), _("condition"), _("time"),
    _("brackets"), _("opened"), _("settled"), _("widened"), _("option added"), _("proponent given"),
    _("proponent taken"), _("kept, with words put in"), _("kept in part"), _("said once for several"),
    _("not found"), _("place held"), _("no words"), _("clause"), _("disputed"), _("alternatives"), _("deletion"),
    _("placeholder"), _("words"), _("not there"),
)  # fmt: skip
LINKS = (
    _("given in return for"), _("received in return for"), _("conditional on"), _("the condition of"),
    _("to come before"), _("to come after"),
)  # fmt: skip
PUBLIC = (
    _("seen by"), _("not independently verified by"), _("denied by"),
    _("authorship"), _("existence"), _("knowledge"), _("disposition"), _("progress"), _("position"), _("principle"),
    _("pressure"), _("context"), _("unverified"), _("proved true"), _("proved false"), _("true in part"),
    _("supported"), _("broader"), _("narrower"), _("not in the text"),
    _("early"), _("morning"), _("noon"), _("afternoon"), _("evening"), _("late"),
)  # fmt: skip
SHELVES = (_("drafts"), _("notes"), _("red lines"), _("amendments"), _("interests and preferences"), _("other"))
ACTS = (
    _("actor named"), _("delegate named"), _("member of a team or body"), _("office held"), _("who decides"),
    _("seat at the table"), _("spokesperson named"), _("points of two texts matched"), _("amendment proposed"),
    _("point settled"), _("area or line drawn"), _("claim"), _("claim rebutted"), _("comment"), _("consent needed"),
    _("consent not needed"), _("account of a contact"), _("contact"), _("correction"), _("erasure"), _("withdrawal"),
    _("deadline lifted"), _("deadline met"), _("deadline moved"), _("deadline set"), _("deadline softened"),
    _("interest answered"), _("interest dropped"), _("interest"), _("issue moved"), _("issue raised"),
    _("joint statement issued"), _("joint statement: element released"), _("leak"), _("point divided into limbs"),
    _("points linked"), _("record opened"), _("what is said of an offer"), _("position confirmed"),
    _("position taken"), _("preference"), _("account of who had a text"), _("text put to somebody"),
    _("note on a number"), _("red line"), _("red line lifted"), _("sent to others"), _("retained point released"),
    _("point retained"), _("note"), _("round begun"), _("round ended"), _("approval"), _("order of sign-off"),
    _("silence broken"), _("silence procedure begun"), _("annex"), _("left open on purpose"),
    _("document registered"), _("tag"), _("text held by its drafters"), _("draft opened beside the text"),
    _("text tabled"), _("published wording"), _("order of two events"), _("referred to a track"),
    _("track reported back"), _("track opened"), _("check of what was said"), _("what is said of a window"),
)  # fmt: skip
RESERVATIONS = (_("general"), _("scrutiny"), _("parliamentary"), _("linguistic"))
KNOWN = (_("complete"), _("text not available"))
SCRIPTS = (_("Latin"), _("Cyrillic"), _("Greek"))
CAUTIONS = (
    _("This is a likeness of words, not proof of who passed them on."),
    _("That somebody had it is no proof of having passed it on."),
)

WORDS = frozenset(
    (
        *STATES,
        *ROLES,
        *FORCES,
        *AREAS,
        *COMMITMENTS,
        *COMPARED,
        *LINKS,
        *PUBLIC,
        *SHELVES,
        *ACTS,
        *RESERVATIONS,
        *KNOWN,
        *SCRIPTS,
        *CAUTIONS,
    )
)
