//! Two values of every parameter that names an outcome.

mod governing;
mod instruments;
mod missions;
mod owners;
mod places;
mod tables;
mod world;

/// All of them, by theme.
pub const ALL: [&[Row]; 7] = [
    places::ROWS,
    tables::ROWS,
    missions::ROWS,
    world::ROWS,
    owners::ROWS,
    governing::ROWS,
    instruments::ROWS,
];

/// Two values of one parameter, and the world in which they are compared.
#[derive(Clone, Copy)]
pub struct Row {
    /// The parameter, as a path in the scenario in which everything happens.
    pub place: &'static str,
    /// A value; nothing leaves what stands. After a semicolon: what else goes with it.
    pub low: &'static str,
    /// Another.
    pub high: &'static str,
    /// What is changed for both.
    pub beside: &'static [&'static str],
    /// The lines that alone have money, where not all have.
    pub alone: &'static [&'static str],
    /// What is compared.
    pub measure: Measure,
}

/// What of an outcome two values are expected to change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measure {
    /// Its mean.
    Mean,
    /// How far replicates lie from their median: of parameters that say how much luck there is.
    Luck,
}

/// Far from the market, each level takes years, and much comes over from other regions.
const OVER: &[&str] = &[
    "solution.pump.readiness=4",
    "solution.network.readiness=4",
    "supply.world_readiness=0",
    "supply.readiness_cost=200",
    "space.spillover=0.5",
];

/// A low and a high value, by the mean, where everything happens.
pub const fn row(place: &'static str, low: &'static str, high: &'static str) -> Row {
    Row { place, low, high, beside: &[], alone: &[], measure: Measure::Mean }
}

impl Row {
    const fn beside(mut self, changes: &'static [&'static str]) -> Self {
        self.beside = changes;
        self
    }

    const fn alone(mut self, lines: &'static [&'static str]) -> Self {
        self.alone = lines;
        self
    }

    const fn by_luck(mut self) -> Self {
        self.measure = Measure::Luck;
        self
    }
}
