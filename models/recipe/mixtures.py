"""How much of each source goes into a pass: a broad mixture for the long first phase, news mixtures for the anneal, the
rest behind a news mixture, and the newsroom sentences.

A source that is not named gets the mixture's default. Amounts: `share` is how often a source is seen in one pass
(0.5: a random half, 2: twice); `best` keeps that many pairs, those that read most like prose (see likeness.py).
"""

from typing import NamedTuple

from filters import BASIC, REST, STRICT, Rule


class Amount(NamedTuple):
    share: float = 1.0
    best: int = 0  # 0: all


class Mixture(NamedTuple):
    amounts: dict[str, Amount]
    default: Amount
    rules: list[Rule]  # of filters.py
    choice: bool = False  # the choice of prose, the lexical score and the noise of noise.py
    capitals: bool = False  # one pair in a hundred in capitals, too


def shares(**named: float) -> dict[str, Amount]:
    return {name.replace("__", "-"): Amount(share) for name, share in named.items()}


BROAD = Mixture(
    shares(
        hansard36=0.8, justice_laws=0.3, justice_annual=0.3, justice_laws_frag=0.4, justice_annual_frag=0.4, eurlex=0.6,
        eurlex_frag=0.4, debian_web_security=0.15, python_docs=0.7, django_docs=0.6, php_docs=0.5, frc_docs=0.6,
        gimp_help=0.6, blender_manual=0.6, bible__lsg__bsb=0.3, ud__pud=4, tico19__dev=3, etalab_ogp=3,
        disinfo_quaidorsay=3, datarights_ngo=3, diabla=2, cds_blog=2, transread__novels=2, alibi__stories=2,
        un__devset=2, covprehension=2, open_terms_archive=2, debian_web=1.5, tails=1.5, programming_historian=1.5,
    ),
    default=Amount(1.0),
    rules=BASIC,
    capitals=True,
)  # fmt: skip

NEWS = Mixture(
    {
        # parliament: the part that reads least like parliament
        "europarl": Amount(best=150_000), "hansard36": Amount(best=90_000),
        # everyday language, whole sentences rather than the shortest
        "tatoeba": Amount(best=36_000), "diabla": Amount(1.0),
        # news, encyclopaedia, public health
        "ud-pud": Amount(4), "tico19-dev": Amount(3), "pawsx": Amount(1.5), "covprehension": Amount(2),
        "disinfo_quaidorsay": Amount(3), "un-devset": Amount(2), "etalab_ogp": Amount(3), "datarights_ngo": Amount(3),
        "skycultures": Amount(2), "freeciv": Amount(best=2_500),
        # government and associations on the web
        "cds_blog": Amount(2), "umbrella": Amount(1.5), "opensource_guide": Amount(2), "open_terms_archive": Amount(3),
        "opendatahandbook": Amount(3), "openfoodfacts": Amount(2), "hot_toolbox": Amount(1), "tails": Amount(1),
        "debian_web": Amount(best=30_000), "programming_historian": Amount(2), "ruby_lang": Amount(1),
        "mozilla_www": Amount(1), "mozilla_legal": Amount(1), "eccc_msc": Amount(0.5), "crypto_sites": Amount(2),
        # stories
        "transread-novels": Amount(2), "alibi-stories": Amount(3), "three_musketeers": Amount(best=5_000),
        "wesnoth": Amount(best=5_000), "cataclysm_dda": Amount(best=1_500),
        # law: a little, the full sentences
        "eurlex": Amount(best=7_000), "justice_laws": Amount(best=3_000), "justice_annual": Amount(best=500),
        "eurlex_frag": Amount(0), "justice_laws_frag": Amount(0), "justice_annual_frag": Amount(0),
        # manuals: very little
        "debian_handbook": Amount(best=2_000), "python_docs": Amount(best=1_500), "django_docs": Amount(best=1_500),
        "php_docs": Amount(0), "blender_manual": Amount(0), "gimp_help": Amount(best=700),
        "frc_docs": Amount(best=700), "gnome_help": Amount(best=500), "vue_docs": Amount(best=500),
        "debian_web_security": Amount(0), "debian_install_guide": Amount(best=300), "bible-lsg-bsb": Amount(0),
        "debian_ref_faq": Amount(best=500), "debian_securing": Amount(best=700), "debian_devref": Amount(best=500),
    },
    default=Amount(1.0),
    rules=STRICT,
    choice=True,
)  # fmt: skip

# more words of everyday life, more of everything that reads like prose: for an anneal of hours
WIDE = NEWS._replace(
    amounts=NEWS.amounts
    | {
        "europarl": Amount(best=230_000), "hansard36": Amount(best=130_000),
        "tatoeba": Amount(1), "diabla": Amount(2), "freeciv": Amount(1),
        "transread-novels": Amount(3), "three_musketeers": Amount(1), "wesnoth": Amount(1), "cataclysm_dda": Amount(1),
        "debian_web": Amount(1), "eurlex": Amount(best=16_000), "justice_laws": Amount(best=5_000),
        "debian_handbook": Amount(1), "python_docs": Amount(best=2_500), "django_docs": Amount(best=2_500),
        "gnome_help": Amount(best=1_000), "vue_docs": Amount(best=1_000),
    },
)  # fmt: skip

# what a news mixture leaves (prepare.py --without it): more of it, nothing twice
RESTING = BROAD._replace(
    amounts={name: Amount(min(1, amount.share)) for name, amount in BROAD.amounts.items()}
    | shares(hansard36=0.85, justice_laws=0.3, bible__lsg__bsb=0.5),
    rules=REST,
    capitals=False,
)

# the newsroom sentences alone: each four times, for hinted.py gives each copy other hints
NEWSROOM = Mixture({}, default=Amount(4), rules=BASIC)

MIXTURES = {"broad": BROAD, "news": NEWS, "news-wide": WIDE, "rest": RESTING, "newsroom": NEWSROOM}
