//! Owners: who they are, what they weigh and what they hear.

use crate::form::{Choice, Form};
use crate::units::{Euros, Index, PerYear, Share, Years};
use crate::world::stock::ChoiceForm;

impl Choice for ChoiceForm {
    const OPTIONS: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Logit, "logit", "by chance, the more probably the more a good is worth to them"),
        (
            Self::Threshold,
            "threshold",
            "what is worth most to them, for sure: owners differ in tastes and contacts alone",
        ),
    ];
}

/// Who owns the problem, and how owners choose.
#[derive(Clone, Debug)]
pub struct Owners {
    pub(crate) households: usize,
    pub(crate) bodies: usize,
    pub(crate) persons_per_household: Index,
    pub(crate) income_share: Share,
    pub(crate) income_spread: Index,
    pub(crate) concern: Share,
    pub(crate) price_sensitivity: Index,
    pub(crate) price_sensitivity_spread: Index,
    pub(crate) hassle: Index,
    pub(crate) hassle_spread: Index,
    pub(crate) effect: Index,
    pub(crate) choice: ChoiceForm,
    pub(crate) fit: Index,
    pub(crate) interest: PerYear,
    pub(crate) interest_poorest: PerYear,
    pub(crate) interest_firms: PerYear,
    pub(crate) payback_horizon: Years,
    pub(crate) affordable: Share,
    pub(crate) body_income: Euros,
    pub(crate) evasion: Share,
    pub(crate) news: News,
    pub(crate) social: Social,
}

/// How owners hear of solutions.
#[derive(Clone, Debug)]
pub struct News {
    pub(crate) of_media: PerYear,
    pub(crate) of_use: PerYear,
    pub(crate) of_demonstration: PerYear,
    pub(crate) of_outreach: PerYear,
    pub(crate) cap: PerYear,
    pub(crate) visibility_decay: Share,
}

/// How owners listen to each other.
#[derive(Clone, Debug)]
pub struct Social {
    pub(crate) weight: Index,
    pub(crate) by_contacts: Share,
    pub(crate) contacts: usize,
    pub(crate) rewired: Share,
    pub(crate) abroad: Share,
}

impl Owners {
    pub(super) fn read(form: &mut Form) -> Self {
        let (interest, interest_poorest, interest_firms) = read_interest(form);
        Self {
            households: form
                .count("households", "household agents in all regions; every region has at least eight")
                .within(8, 1_000_000)
                .source("resolution: how finely households are told apart, not how many there are")
                .default(20_000),
            bodies: form
                .count("public_bodies", "public bodies in all regions; every region has at least two")
                .within(1, 100_000)
                .source("resolution: how finely public bodies are told apart, not how many there are")
                .default(2000),
            persons_per_household: form
                .amount("persons_per_household", "people in one household")
                .within(1.0, 20.0)
                .source("Eurostat: 2.2 persons in the average EU household, 2023")
                .moves("uptake_household")
                .default(2.2),
            income_share: form
                .amount("income_share", "household income as a share of GDP")
                .within(0.05, 1.0)
                .source("Eurostat: adjusted disposable income of EU households is about 60 % of GDP")
                .moves("uptake_household")
                .default(0.6),
            income_spread: form
                .amount("income_spread", "standard deviation of the logarithm of income within a region")
                .within(0.0, 2.0)
                .source("Eurostat: EU Gini about 0.30, a log-normal of 0.55")
                .moves("uptake_household")
                .default(0.55),
            concern: form
                .amount("concern", "mean concern of owners for the problem")
                .within(0.0, 1.0)
                .assumed()
                .moves("uptake")
                .default(0.5),
            price_sensitivity: form
                .amount("price_sensitivity", "mean weight of the logarithm of relative cost")
                .within(0.0, 100.0)
                .source("set for a spread of costs near 40 % between owners, as in FTT (Mercure 2012)")
                .moves("uptake")
                .default(4.5),
            price_sensitivity_spread: form
                .amount("price_sensitivity_spread", "standard deviation of its logarithm between owners")
                .within(0.0, 2.0)
                .assumed()
                .moves("uptake")
                .default(0.25),
            hassle: form
                .amount("hassle", "mean trouble of taking up what one has not used")
                .within(-20.0, 100.0)
                .assumed()
                .moves("uptake")
                .default(2.0),
            hassle_spread: form
                .amount("hassle_spread", "standard deviation of that trouble between owners")
                .within(0.0, 100.0)
                .assumed()
                .moves("uptake")
                .default(0.8),
            effect: form
                .amount("effect", "weight of a solution's perceived effect for an owner of full concern")
                .within(0.0, 100.0)
                .assumed()
                .moves("uptake")
                .default(1.0),
            choice: read_choice(form),
            fit: form
                .amount("fit", "what a complete lack of local fit costs an owner")
                .within(0.0, 100.0)
                .assumed()
                .moves("uptake")
                .default(2.0),
            interest,
            interest_poorest,
            interest_firms,
            payback_horizon: form
                .amount("payback_horizon", "longest time over which owners spread a purchase")
                .within(1.0, 100.0)
                .assumed()
                .moves("uptake")
                .default(30.0),
            affordable: form
                .amount("affordable", "most that a purchase without finance may cost over the incumbent, as a share of annual income")
                .within(0.0, 100.0)
                .assumed()
                .moves("uptake_household")
                .default(0.25),
            body_income: read_body_income(form),
            evasion: read_evasion(form),
            news: read_news(form),
            social: form.table("social", "how owners listen to each other", Social::read),
        }
    }
}

fn read_body_income(form: &mut Form) -> Euros {
    form.amount(
        "body_income",
        "money that public bodies have each year for the mission's goods, per inhabitant",
    )
    .within(0.0, 1e6)
    .assumed()
    .moves("uptake_public_body")
    .default(150.0)
}

fn read_choice(form: &mut Form) -> ChoiceForm {
    form.choice("choice", "how owners choose among what they weigh")
        .source("McFadden 1974; Granovetter 1978: whoever adopts at a threshold of its own does so for sure")
        .moves("uptake")
        .default(ChoiceForm::Logit)
}

impl Social {
    fn read(form: &mut Form) -> Self {
        Self {
            weight: form
                .amount("weight", "weight of the share of others who use a solution")
                .within(0.0, 100.0)
                .assumed()
                .moves("uptake")
                .default(3.5),
            by_contacts: form
                .amount("by_contacts", "how far households look at their contacts (1) or at their region (0)")
                .within(0.0, 1.0)
                .source("Bollinger, Gillingham 2012: peers matter nearby")
                .moves("uptake")
                .default(1.0),
            contacts: form
                .count("contacts", "mean number of contacts of a household; even")
                .within(0, 16)
                .assumed()
                .moves("uptake")
                .default(8),
            rewired: form
                .amount("rewired", "share of contacts that lead anywhere in the region instead of nearby")
                .within(0.0, 1.0)
                .source("Watts, Strogatz 1998; the share is assumed")
                .moves("uptake")
                .default(0.1),
            abroad: form
                .amount("abroad", "share of contacts that lead to the region nearest in space")
                .within(0.0, 1.0)
                .assumed()
                .moves("theil_within")
                .default(0.02),
        }
    }
}

fn read_interest(form: &mut Form) -> (PerYear, PerYear, PerYear) {
    let usual = form
        .amount("interest", "rate at which households and public bodies spread a purchase over its life")
        .within(0.0, 1.0)
        .source("Steinbach, Staniaszek 2015: discount rates of households in energy models")
        .moves("uptake_household")
        .default(0.08);
    let poorest = form
        .amount("interest_poorest", "the same for the poorest fifth")
        .within(0.0, 1.0)
        .source("Train 1985: implied rates fall with income")
        .moves("uptake_household")
        .default(0.15);
    let firms = form
        .amount("interest_firms", "the same for firms")
        .within(0.0, 1.0)
        .assumed()
        .moves("uptake_firm")
        .default(0.10);
    (usual, poorest, firms)
}

fn read_evasion(form: &mut Form) -> Share {
    form.amount(
        "evasion",
        "switch: share of those bound by a standard who do not heed it where nobody supports the mission and no capacity enforces it",
    )
    .within(0.0, 1.0)
    .source("off: all heed it")
    .moves("uptake")
    .default(0.0)
}

fn read_news(form: &mut Form) -> News {
    let of_media = form
        .amount("news", "hazard of learning of a solution on sale from the media")
        .within(0.0, 10.0)
        .source("Sultan, Farley, Lehmann 1990: mean coefficient of external influence 0.03")
        .moves("uptake")
        .default(0.03);
    let of_use = form
        .amount("news_of_use", "hazard of learning of it where everybody in the region uses it")
        .within(0.0, 10.0)
        .source("Sultan, Farley, Lehmann 1990: mean coefficient of internal influence 0.38")
        .moves("uptake")
        .default(0.38);
    let of_demonstration = form
        .amount(
            "news_of_demonstration",
            "hazard of learning of it for each euro per inhabitant of demonstrations",
        )
        .within(0.0, 10.0)
        .assumed()
        .moves("uptake")
        .default(0.08);
    let cap = form
        .amount("news_cap", "largest hazard from demonstrations")
        .within(0.0, 10.0)
        .assumed()
        .moves("uptake")
        .default(0.5);
    let of_outreach = form
        .amount(
            "news_of_outreach",
            "hazard of learning of it where everybody is reached by campaigns or asked",
        )
        .within(0.0, 10.0)
        .assumed()
        .moves("uptake")
        .default(0.5);
    let visibility_decay = form
        .amount("visibility_decay", "share of demonstrations that is forgotten each quarter")
        .within(0.0, 1.0)
        .assumed()
        .moves("uptake")
        .default(0.05);
    News { of_media, of_use, of_demonstration, of_outreach, cap, visibility_decay }
}
