//! Keys: what is written of a spatial design, for one line or for all lines of a policy.

use super::{Choice as _, Envelope, Menu, Preset, SpatialDesign};
use crate::form::{Form, Place};
use crate::policy::Spending;
use crate::units::Share;
use crate::world::agencies::Map;
use crate::world::offers::Information;

/// What is written of a design in one table.
#[derive(Clone, Debug, Default)]
pub struct Keys {
    preset: Option<Preset>,
    envelope: Option<Envelope>,
    information: Option<Information>,
    help: Option<f64>,
    menu: Option<Menu>,
    map: Option<Map>,
    /// Where it is written.
    place: Place,
}

/// The keys: a name for all choices, and each of them by itself.
pub const DESIGN: &str = "design";
/// The choices.
pub const CHOICES: [&str; 5] = ["envelope", "information", "map", "help", "menu"];
/// How many of them, from the first, are of lines that are no calls as well.
const OF_ALL: usize = 3;

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
    design: "what is done about place: a name for the choices below; without it that of the policy, else `blind`",
    envelope: "what money regions are entitled to, where it differs from the design",
    information: "what the agency knows of places, where it differs from the design",
    map: "which map of the places the agency goes by in what it knows of them",
    help: "share of the money that helps to apply and to deliver, where it differs from the design",
    menu: "the sizes of project on offer, where they differ from the design",
};

const OF_POLICY: Meanings = Meanings {
    design: "what is done about place by every instrument that names no design itself: a name for the choices below",
    envelope: "what money regions are entitled to from every instrument that says nothing of it, where it differs from the design",
    information: "what is known of places for every instrument that says nothing of it, where it differs from the design",
    map: "which map of the places is gone by for every instrument that says nothing of it",
    help: "share of the money of every call that says nothing of it that helps to apply and to deliver, where it differs from the design",
    menu: "the sizes of project on offer in every call that says nothing of them, where they differ from the design",
};

impl Keys {
    /// Reads what a policy says for all its lines.
    pub fn of_policy(form: &mut Form) -> Self {
        Self::read(form, Spending::Calls, &OF_POLICY)
    }

    /// Reads what a line says for itself.
    pub fn of_line(form: &mut Form, spending: Spending) -> Self {
        Self::read(form, spending, &OF_LINE)
    }

    /// Only calls can help applicants and offer sizes.
    fn read(form: &mut Form, spending: Spending, meanings: &Meanings) -> Self {
        let preset = form.choice(DESIGN, meanings.design).moves(spending.shows_in()).optional();
        let envelope = form.choice("envelope", meanings.envelope).moves(spending.shows_in()).optional();
        let information = form
            .choice("information", meanings.information)
            .moves(if spending == Spending::Staff { "staff_hours_per_head" } else { "staff_hours" })
            .optional();
        let map = form.choice("map", meanings.map).moves(spending.shows_in()).optional();
        let (mut help, mut menu) = (None, None);
        if spending == Spending::Calls {
            help = form
                .amount::<Share>("help", meanings.help)
                .within(0.0, 0.9)
                .assumed()
                .moves("projects")
                .optional()
                .map(|Share(help)| help);
            menu = form.choice("menu", meanings.menu).moves("projects").optional();
        }
        let place = form.place_of(if envelope.is_some() { "envelope" } else { DESIGN });
        Self { preset, envelope, information, help, menu, map, place }
    }

    /// Lays what is written over a design: a preset replaces all of it, whatever is written beside it goes on top.
    fn lay_over(&self, below: SpatialDesign) -> SpatialDesign {
        let design = self.preset.map_or(below, Preset::design);
        SpatialDesign {
            envelope: self.envelope.unwrap_or(design.envelope),
            information: self.information.unwrap_or(design.information),
            help: self.help.unwrap_or(design.help),
            menu: self.menu.unwrap_or(design.menu),
            map: self.map.unwrap_or(design.map),
        }
    }

    /// Complains of what a policy says for all its lines where no line takes it: each says something else itself.
    pub fn complain_unless_taken(form: &mut Form, taken: &[&str]) {
        for key in CHOICES.into_iter().chain([DESIGN]) {
            if form.is_set(key) && !taken.contains(&key) {
                let message = format!("`{key}` is for all instruments, and none takes it from here");
                form.complain(key, message, "an instrument that says nothing of it itself");
            }
        }
    }

    /// The keys that a line with this table takes from its policy.
    pub fn taken_by(form: &Form, spending: Spending) -> Vec<&'static str> {
        let choices: &[&str] = match spending {
            Spending::Nothing => return Vec::new(),
            Spending::Calls => &CHOICES,
            _ => &CHOICES[..OF_ALL],
        };
        if form.is_set(DESIGN) {
            return Vec::new();
        }
        choices.iter().copied().filter(|key| !form.is_set(key)).chain([DESIGN]).collect()
    }
}

impl SpatialDesign {
    /// Reads what a line does about place: what it says itself, over what its policy says for all lines.
    pub fn read(form: &mut Form, spending: Spending, policy: &Keys) -> Self {
        let line = Keys::of_line(form, spending);
        let mut design = line.lay_over(policy.lay_over(Self::blind()));
        if spending != Spending::Calls {
            (design.help, design.menu) = (0.0, Menu::Large);
        }
        let is_own = line.preset.is_some() || line.envelope.is_some() || line.information.is_some();
        if let Some((message, enough)) = design.lack_of_information() {
            if is_own || policy.preset.is_none() && policy.envelope.is_none() && policy.information.is_none()
            {
                form.complain("information", message, enough);
            } else {
                form.complain_at(policy.place.clone(), message, enough);
            }
        }
        design
    }

    /// An envelope that would need to know what the agency does not: what is wrong, and what would be enough.
    fn lack_of_information(&self) -> Option<(String, &'static str)> {
        let (need, capacity) = match self.envelope {
            Envelope::None | Envelope::PerHead => return None,
            Envelope::Need => (true, false),
            Envelope::NeedAndCapacity => (true, true),
        };
        let is_known = (self.information.need || !need) && (self.information.capacity || !capacity);
        let enough =
            if capacity { "`need_and_capacity` or `all`" } else { "`need`, `need_and_capacity` or `all`" };
        let (envelope, known) = (self.envelope.word(), self.information.word());
        let message = format!("an envelope by `{envelope}` needs to know more of places than `{known}`");
        (!is_known).then_some((message, enough))
    }
}
