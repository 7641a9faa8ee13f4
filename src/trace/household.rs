//! A household: what it uses and until when, what it knows of, what it sees, what it chose, and what it thinks.

use super::row::{Row, percent, plain};
use super::{Episode, Kind, Names};
use crate::step::{Crowd, Support, best_support, local_price, takes};
use crate::world::World;
use crate::world::stock::{INCUMBENT, Order, OwnerKind, Stock};

pub(super) const KIND: Kind =
    Kind { word: "household", names: |_, founded| Names::Numbers(founded.households.len()), tell };

/// Who owns no part of the problem has nothing to choose, but still an opinion.
const HERE: usize = OwnerKind::Household as usize;

fn tell(episode: &Episode, household: usize, row: &mut Row) {
    let people = &episode.after.households.people;
    row.text("region", episode.region(usize::from(people.region[household])));
    row.number("income", "EUR/year", f64::from(people.income[household]));
    row.number("concern", "index", f64::from(people.concern[household]));
    let seen = when_it_chose(episode);
    for mission in 0..episode.scenario().missions.len() {
        tell_mission(episode, &seen, (mission, household), row);
    }
}

/// The world in the midst of the quarter, when owners chose: prices are learned from what had been put in before.
fn when_it_chose(episode: &Episode) -> World {
    let mut world = episode.after.clone();
    world.solutions.home_units.clone_from(&episode.before.solutions.home_units);
    world.solutions.region_units.clone_from(&episode.before.solutions.region_units);
    world
}

fn tell_mission(episode: &Episode, seen: &World, (mission, household): (usize, usize), row: &mut Row) {
    let name = &episode.scenario().missions[mission].name;
    let support = f64::from(episode.after.households.support[mission][household]);
    let stocks = [episode.before, episode.after].map(|world| &world.missions[mission].stocks[HERE]);
    if stocks[1].is_empty() {
        row.number(format!("support.{name}"), "index", support);
        row.show(format!("support of {name}"), plain(support));
        return;
    }
    let uses = episode.good(mission, stocks[1].owned[household]);
    let due = date(episode, stocks[1].due[household]);
    let order = stocks[1].orders[household];
    let ordered = if order == Order::NONE { "" } else { episode.good(mission, order.good) };
    row.text(format!("uses.{name}"), uses);
    row.text(format!("due.{name}"), &due);
    row.text(format!("ordered.{name}"), ordered);
    row.number(format!("support.{name}"), "index", support);
    row.show(format!("uses ({name})"), format!("{uses} until {due}"));
    let known = tell_solutions(episode, seen, (mission, household), row);
    row.show(format!("support of {name}"), plain(support));
    if usize::from(stocks[0].due[household]) <= episode.step() {
        row.happened(choice(episode, mission, household, stocks, &known));
    }
}

/// What it knows and sees of each solution of a mission; gives back those that it can choose, in words.
fn tell_solutions(
    episode: &Episode,
    seen: &World,
    (mission, household): (usize, usize),
    row: &mut Row,
) -> Vec<String> {
    let goods = &seen.missions[mission];
    let attention = f64::from(goods.stocks[HERE].traits.tastes.attention[household]);
    row.number(format!("attention.{}", episode.scenario().missions[mission].name), "exposure", attention);
    let mut known = Vec::new();
    for rank in 0..goods.traits.solutions.len() {
        let sight = Sight::of(episode, seen, (mission, household), rank);
        sight.tell(row);
        if sight.on_sale && sight.knows {
            known.push(format!("{} ({})", sight.name, sight.words(attention)));
        }
    }
    known
}

/// What a household knows and sees of a solution.
struct Sight<'e> {
    name: &'e str,
    knows: bool,
    exposure: f64,
    /// Contacts that use it, and all contacts.
    contacts: (u8, usize),
    on_sale: bool,
    /// Price of one unit, EUR.
    price: f64,
    support: Support,
    /// Whether it takes that on what is asked for it.
    takes: bool,
    /// Whether it can pay for it: without support, and with it.
    can_pay: [bool; 2],
    fit: f64,
}

impl<'e> Sight<'e> {
    fn of(episode: &Episode<'e>, seen: &World, (mission, household): (usize, usize), rank: usize) -> Self {
        let people = &seen.households.people;
        let region = usize::from(people.region[household]);
        let goods = &seen.missions[mission];
        let solution = goods.traits.solutions[rank].index();
        let tastes = &goods.stocks[HERE].traits.tastes;
        let stock = &episode.before.missions[mission].stocks[HERE];
        let exposure = f64::from(seen.solutions.exposure[(region, solution)]);
        let using = stock.contacts_using[(household, rank)];
        let uses = usize::from(stock.owned[household]) == rank + 1;
        let price = local_price(seen, episode.setting, region, solution);
        let support = best_support(
            seen,
            goods,
            &Crowd::new(episode.setting),
            (OwnerKind::Household, region),
            (rank, price),
        );
        let extra = price - goods.traits.incumbent_cost;
        Self {
            name: episode.solution(solution),
            knows: uses || using > 0 || exposure >= f64::from(tastes.attention[household]),
            exposure,
            contacts: (using, people.contacts.of(household).len()),
            on_sale: seen.solutions.on_sale(solution),
            price,
            support,
            takes: takes(episode.setting, mission, (OwnerKind::Household, household), &support),
            can_pay: [extra, extra - (support.amount - support.cost)]
                .map(|extra| extra as f32 <= tastes.purse[household]),
            fit: seen.solutions.fit(goods.traits.context_sensitivity, region, solution),
        }
    }

    fn tell(&self, row: &mut Row) {
        for (what, unit, value) in [
            ("knows", "1 or 0", f64::from(self.knows)),
            ("exposure", "", self.exposure),
            ("contacts_using", "", f64::from(self.contacts.0)),
            ("on_sale", "1 or 0", f64::from(self.on_sale)),
            ("price", "EUR", self.price),
            ("offered", "EUR", self.support.amount),
            ("reached", "chance", self.support.reach),
            ("asked", "EUR", self.support.cost),
            ("takes_it", "1 or 0", f64::from(self.takes)),
            ("can_pay", "1 or 0", f64::from(self.can_pay[0])),
            ("can_pay_if_reached", "1 or 0", f64::from(self.can_pay[1])),
            ("fit", "share", self.fit),
        ] {
            row.number(format!("{what}.{}", self.name), unit, value);
        }
        let help = self.support.amount;
        let text = match (self.on_sale, self.knows) {
            (false, _) => "not on sale".to_owned(),
            (true, false) => "unknown".to_owned(),
            (true, true) if help > 0.0 => format!("{:.0} less {help:.0}", self.price),
            (true, true) => format!("{:.0}", self.price),
        };
        row.show(format!("{} (EUR)", self.name), text);
    }

    fn words(&self, attention: f64) -> String {
        let Support { amount, reach, .. } = self.support;
        let offer = if amount > 0.0 {
            format!(" less {amount:.0} with a chance of {}", percent(reach))
        } else {
            String::new()
        };
        format!(
            "{:.0} EUR{offer}, fit {}, exposure {} of {}, {} of {} contacts",
            self.price,
            plain(self.fit),
            plain(self.exposure),
            plain(attention),
            self.contacts.0,
            self.contacts.1
        )
    }
}

/// What came of its time.
fn choice(
    episode: &Episode,
    mission: usize,
    household: usize,
    [before, after]: [&Stock; 2],
    known: &[String],
) -> String {
    let knows =
        if known.is_empty() { "knows of none".to_owned() } else { format!("knows {}", known.join(", ")) };
    let (was, is) = (before.owned[household], after.owned[household]);
    let order = after.orders[household];
    let (old, new) = (episode.good(mission, was), episode.good(mission, is));
    let until = date(episode, after.due[household]);
    let chosen = if order != Order::NONE {
        let again = if before.orders[household] == order { "still waits" } else { "waits" };
        format!("wants {} and {again} for it", episode.good(mission, order.good))
    } else if was != is {
        format!("takes {new} in place of {old}, until {until}")
    } else if is == INCUMBENT && episode.after.missions[mission].compliance > 0.0 {
        // who must comply and finds nothing keeps what it has and looks again
        format!("keeps or renews {old}, until {until}")
    } else {
        format!("renews {old}, until {until}")
    };
    format!("its time has come; it {knows}; it {chosen}")
}

/// The quarter of a step.
fn date(episode: &Episode, step: u16) -> String {
    episode.scenario().horizon.date_of(usize::from(step)).to_string()
}
