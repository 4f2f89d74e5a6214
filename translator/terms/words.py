"""Small word lists of the two languages that matching and reading lean on."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# what stands before an apostrophe that joins two words; aujourd’hui and O’Brien are one word
ELIDED = _set("l d j m t s n c qu jusqu lorsqu puisqu quoiqu presqu quelqu")

# what may stand before a hyphen and a name without becoming part of it: pro-Poutine, unlike Jean-Pierre
PREFIXES = _set(
    "anti pro ex non post pré pre euro néo neo ultra archi inter intra trans sino russo ukraino franco germano "
    "américano anglo israélo irano turco arabo vice mi demi extra hors sud nord est ouest crypto cyber"
)

# what may follow a term and a hyphen: cette OTAN-là
SUFFIXES = _set("là ci")

# French words that are English words of another sense: finding one in the English does not show that it was copied
HOMOGRAPHS = _set(
    "a an as at ban bras but car chair champ chat coin comment court dent do entre figure fin five for four if in lent "
    "main me mare mine mate no non of on or pain pays plate pour pub rate rang rose rue sage sale see she six son sort "
    "sur tape the tome ton tour tours type us vent verge"
)

# English words that an acronym is not, whatever their capital: "Who leads WHO?", "Us" at the start of a sentence
SHORT_WORDS = _set(
    "aids all am an and any are as at be but by can care do eat for go had has he her him his how if in is it may me "
    "my new no not now of off on one or our out own see she so the to too two up us use was we who why you"
)

# adjectives that are not made from the letters of the country's English name
DEMONYMS = {
    "antarctica": ("antarctic",), "balkans": ("balkan",), "britain": ("british",), "cyprus": ("cypriot",),
    "denmark": ("danish",), "england": ("english",), "france": ("french",), "germany": ("german",),
    "greece": ("greek",), "ireland": ("irish",), "iceland": ("icelandic",), "lebanon": ("lebanese",),
    "middle east": ("middle eastern",), "netherlands": ("dutch",), "philippines": ("philippine", "filipino"),
    "poland": ("polish",), "scotland": ("scottish",), "slovakia": ("slovak",), "spain": ("spanish",),
    "sweden": ("swedish",), "switzerland": ("swiss",), "thailand": ("thai",), "turkey": ("turkish",),
    "united kingdom": ("british",), "united states": ("american",), "wales": ("welsh",),
}  # fmt: skip

# what joins the parts of a name in small letters
PARTICLES = _set("de du des von van ben bin al el da dos le la")

# words that have their capital only from beginning a sentence, and may stand right before a name
STARTERS = _set(
    "à après au aux avant avec car ce ces cet cette chez comme contre d dans de depuis des du elle elles en entre "
    "est et il ils je l la le les leur leurs lui m mais malgré me mm mme mlle ni nous on or ou où par pas pendant "
    "pour puis quand que quel quelle qui sa sans sauf se selon ses si son sous sur tandis un une vers voici voilà "
    "vous"
)

# English words that have their capital only from beginning a sentence
FUNCTION_WORDS = _set(
    "a according after also although an and another as at because before but by during each for from he her his "
    "how i if in into it its many mr mrs ms my no not of on one or our over she since so some such than that the "
    "their then there these they this those to two under until we what when where which while who with without "
    "you your"
)

# what tells one English name from another that is like it
COMPASS = _set("north south east west central upper lower middle new old great little saint")
