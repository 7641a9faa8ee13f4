//! A firm: what it earns and knows, where it searches and what spoke for that, what it applies for and works on.

use super::row::{Row, list, percent, plain};
use super::{Episode, Kind, Names};
use crate::step::chooses_direction;
use crate::units::QUARTERS_PER_YEAR;
use crate::world::World;
use crate::world::projects::{Fate, Lead, Project};

pub(super) const KIND: Kind =
    Kind { word: "firm", names: |_, founded| Names::Numbers(founded.firms.len()), tell };

fn tell(episode: &Episode, firm: usize, row: &mut Row) {
    let firms = &episode.after.firms;
    row.text("region", episode.region(usize::from(firms.region[firm])));
    let sales = firms.sales[firm] * QUARTERS_PER_YEAR;
    for (name, unit, value) in [
        ("sales", "M EUR/year", sales),
        ("funds", "M EUR", firms.funds[firm]),
        ("productivity", "index", firms.productivity[firm]),
        ("research", "M EUR/quarter", firms.private_research[firm]),
    ] {
        row.number(name, unit, value);
        row.show(format!("{name} ({unit})"), plain(value));
    }
    // its own research and its parts of projects together are what it spends
    row.number("part_of_projects", "M EUR/quarter", firms.own_part[firm]);
    row.number("replaced_by_projects", "M EUR/quarter", firms.displaced[firm]);
    row.number("can_supply", "units/quarter", firms.supply_capacity[firm]);
    tell_demography(episode, firm, row);
    tell_direction(episode, firm, row);
    tell_projects(episode, firm, row);
}

/// Whether the place is left or taken.
fn tell_demography(episode: &Episode, firm: usize, row: &mut Row) {
    let (before, after) = (&episode.before.firms, &episode.after.firms);
    row.number("is_at_work", "", f64::from(u8::from(after.is_at_work(firm))));
    let is_another = before.number[firm] != after.number[firm];
    if before.is_at_work(firm) && (is_another || !after.is_at_work(firm)) {
        row.happened("closes down: it makes losses and has no funds left".to_owned());
    }
    if is_another {
        row.happened(format!("a firm enters here with {} M EUR of funds", plain(after.funds[firm])));
    }
}

/// What a firm sees of a solution when it chooses where to search.
struct Prospect<'e> {
    name: &'e str,
    /// Its own knowledge, M EUR.
    knowledge: f64,
    /// That over itself and what it wishes to spend on research in a year.
    relatedness: f64,
    /// Demand that policy announces and what owners bought, M EUR a year.
    announced: f64,
    sold: f64,
    /// Share of firms that search for it.
    searching: f64,
    readiness: f64,
}

impl<'e> Prospect<'e> {
    /// The worlds before and after hold both sides of it.
    fn see(episode: &Episode<'e>, firm: usize, solution: usize) -> Self {
        let (firms, offers) = (&episode.before.firms, &episode.after.offers);
        let wish = firms.intensity[firm] * firms.sales[firm] * QUARTERS_PER_YEAR;
        let knowledge = f64::from(firms.knowledge[(solution, firm)]);
        let searching = (0..firms.len()).filter(|other| firms.solution(*other) == Some(solution)).count();
        Self {
            name: episode.solution(solution),
            knowledge,
            relatedness: if knowledge > 0.0 { knowledge / (knowledge + wish) } else { 0.0 },
            announced: offers.announced[solution],
            sold: episode.before.solutions.turnover[solution],
            searching: searching as f64 / firms.at_work().max(1) as f64,
            readiness: readiness_seen(episode, solution),
        }
    }

    fn tell(&self, row: &mut Row) {
        for (what, unit, value) in [
            ("knowledge", "M EUR", self.knowledge),
            ("relatedness", "share", self.relatedness),
            ("announced", "M EUR/year", self.announced),
            ("sold", "M EUR/year", self.sold),
            ("searching", "share", self.searching),
            ("readiness", "level", self.readiness),
        ] {
            row.number(format!("{what}.{}", self.name), unit, value);
        }
    }

    fn words(&self) -> String {
        format!(
            "{} M EUR a year announced and {} sold, relatedness {}, {} of firms search there, readiness {}",
            plain(self.announced),
            plain(self.sold),
            plain(self.relatedness),
            percent(self.searching),
            plain(self.readiness)
        )
    }
}

/// Where it searches and, when it can choose, what speaks for that, or for what it knows best.
fn tell_direction(episode: &Episode, firm: usize, row: &mut Row) {
    let direction = |world: &World| world.firms.solution(firm);
    let word = |place: Option<usize>| place.map_or("status_quo", |place| episode.solution(place));
    let (was, is) = (direction(episode.before), direction(episode.after));
    row.text("direction", word(is));
    row.show("searches for", word(is));
    let solutions = 0..episode.scenario().solutions.len();
    let prospects: Vec<Prospect> = solutions.map(|solution| Prospect::see(episode, firm, solution)).collect();
    prospects.iter().for_each(|prospect| prospect.tell(row));
    let known = prospects.iter().filter(|prospect| prospect.knowledge > 0.0);
    let best = known.max_by(|a, b| a.knowledge.total_cmp(&b.knowledge));
    let reason = match (is, best) {
        (Some(solution), _) => prospects[solution].words(),
        (None, Some(best)) => format!("of solutions it knows {} best: {}", best.name, best.words()),
        (None, None) => "it knows no solution".to_owned(),
    };
    if was != is {
        row.happened(format!("turns from {} to {}: {reason}", word(was), word(is)));
    } else if episode.before.firms.is_at_work(firm)
        && chooses_direction(&episode.before.firms, firm, episode.step())
    {
        row.happened(format!("stays with {}: {reason}", word(is)));
    }
}

/// Readiness when firms choose: that of the last quarter, or what follows the world's of this one.
fn readiness_seen(episode: &Episode, solution: usize) -> f64 {
    let lag = episode.scenario().parameters.supply.world_readiness.0;
    let followed = episode.after.solutions.world_readiness[solution] - lag;
    episode.before.solutions.readiness[solution].max(followed)
}

fn tell_projects(episode: &Episode, firm: usize, row: &mut Row) {
    let (before, after) = (&episode.before.firms, &episode.after.firms);
    // a firm that closes down takes what it applied for with it
    let applied = f64::from(after.applied[firm].saturating_sub(before.applied[firm]));
    let awarded = f64::from(after.awards[firm].saturating_sub(before.awards[firm]));
    row.number("applications_read", "", applied);
    row.number("awarded", "", awarded);
    let is_mine = |project: &Project| matches!(project.lead, Lead::Firm(id) if id.index() == firm);
    if applied > 0.0 {
        row.happened(format!("applications: {applied} read, {awarded} awarded"));
    }
    for (number, project) in episode.started().filter(|(_, project)| is_mine(project)) {
        let money = plain(project.grant);
        row.happened(format!("starts project {} with {money} M EUR", episode.describe(number, project)));
    }
    for (number, before, after) in episode.active().filter(|(_, before, _)| is_mine(before)) {
        row.events.extend(episode.fate(number, before, after));
    }
    let all = episode.after.projects.all.iter().enumerate();
    let at_work: Vec<String> = all
        .filter(|(_, project)| is_mine(project) && project.fate == Fate::Running)
        .map(|(number, _)| number.to_string())
        .collect();
    row.text("projects_at_work", at_work.join(" "));
    row.show("projects", list(&at_work));
}
