//! How a spatial design is written: a name for all choices, and each choice by itself; for one line, or for all lines of a
//! policy.

use super::{Choice as _, Envelope, Menu, Preset, SpatialDesign};
use crate::form::Form;
use crate::policy::Spending;
use crate::units::Share;

/// The key of the name for all choices.
pub const DESIGN: &str = "design";
/// The keys of the choices.
pub const CHOICES: [&str; 5] = ["envelope", "information", "map", "help", "menu"];

/// The keys of the choices that lines have which spend so: only calls can help applicants and offer sizes.
pub fn choices_of(spending: Spending) -> &'static [&'static str] {
    match spending {
        Spending::Nothing => &[],
        Spending::Calls => &CHOICES,
        _ => &CHOICES[..3],
    }
}

/// What each key means, in the order in which they are read.
struct Meanings {
    design: &'static str,
    envelope: &'static str,
    information: &'static str,
    map: &'static str,
    help: &'static str,
    menu: &'static str,
}

const OF_LINE: Meanings = Meanings {
    design: "what is done about place: a name for the choices below",
    envelope: "what money regions are entitled to, where it differs from the design",
    information: "what the agency knows of places, where it differs from the design",
    map: "the map from which the agency knows it; if not given, its own",
    help: "share of the money that helps to apply and to deliver, where it differs from the design",
    menu: "the sizes of project on offer, where they differ from the design",
};

const OF_POLICY: Meanings = Meanings {
    design: "`design` of every instrument that spends; what an instrument of this policy says itself goes before",
    envelope: "`envelope` of every instrument that spends",
    information: "`information` of every instrument that spends",
    map: "`map` of every instrument that spends",
    help: "`help` of every instrument with calls",
    menu: "`menu` of every instrument with calls",
};

/// Declares what a policy can say of place for all its lines. It is written into the lines before anything is read.
pub fn declare_for_all_lines(form: &mut Form) {
    let spending = Spending::Calls;
    let design = form.choice(DESIGN, OF_POLICY.design).moves(spending.shows_in()).optional();
    read_over(design.unwrap_or(Preset::Blind), form, spending, &OF_POLICY);
}

/// What differs from a preset.
fn read_over(preset: Preset, form: &mut Form, spending: Spending, meanings: &Meanings) -> SpatialDesign {
    let shows_in = spending.shows_in();
    let mut design = preset.design();
    if let Some(envelope) = form.choice("envelope", meanings.envelope).moves(shows_in).optional() {
        design.envelope = envelope;
    }
    let hours = if spending == Spending::Staff { "staff_hours_per_head" } else { "staff_hours" };
    if let Some(information) = form.choice("information", meanings.information).moves(hours).optional() {
        design.information = information;
    }
    if let Some(map) = form.choice("map", meanings.map).moves(shows_in).optional() {
        design.map = map;
    }
    if spending != Spending::Calls {
        return SpatialDesign { help: 0.0, menu: Menu::Large, ..design };
    }
    let help = form.amount("help", meanings.help).within(0.0, 0.9).assumed().moves("projects").optional();
    if let Some(Share(help)) = help {
        design.help = help;
    }
    if let Some(menu) = form.choice("menu", meanings.menu).moves("projects").optional() {
        design.menu = menu;
    }
    design
}

impl SpatialDesign {
    /// Reads what a line does about place.
    pub fn read(form: &mut Form, spending: Spending) -> Self {
        let preset = form.choice(DESIGN, OF_LINE.design).moves(spending.shows_in()).default(Preset::Blind);
        let design = read_over(preset, form, spending, &OF_LINE);
        design.check(form);
        design
    }

    /// Complains of an envelope that would need to know what the agency does not.
    fn check(&self, form: &mut Form) {
        let (need, capacity) = match self.envelope {
            Envelope::None | Envelope::PerHead => return,
            Envelope::Need => (true, false),
            Envelope::NeedAndCapacity => (true, true),
        };
        if (need && !self.information.need) || (capacity && !self.information.capacity) {
            let (envelope, known) = (self.envelope.word(), self.information.word());
            let message = format!("an envelope by `{envelope}` needs to know more of places than `{known}`");
            let enough = if capacity {
                "`need_and_capacity` or `all`"
            } else {
                "`need`, `need_and_capacity` or `all`"
            };
            let key = ["information", "envelope"].into_iter().find(|key| form.is_set(key));
            form.complain(key.unwrap_or(DESIGN), message, enough);
        }
    }
}
