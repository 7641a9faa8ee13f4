//! The common workload written plainly: boxed objects with a step method, one generator, the standard `exp`.
//!
//! It is what the engine's columns are measured against, in the same run on the same machine. Each quarter
//! firms draw research steps and imitate within their region, households choose by a logit rule from their own
//! threshold, their contacts, their region and the price, and the price falls by Wright's law. It is meant to
//! be decent code: no needless allocation, a fast small generator, contacts' choices read from one flat list.

use rand::rngs::SmallRng;
use rand::{RngExt, SeedableRng};

const REGIONS: usize = 20;
const CONTACTS: usize = 8;
/// A doubling of cumulative units leaves 82 % of the price.
const LEARNING_EXPONENT: f64 = 0.286;

/// What everyone can see at the start of a quarter.
struct Society {
    /// Price of the solution, 1 at the start.
    price: f64,
    /// Units taken up so far, the start included.
    units: f64,
    /// Whether each household uses the solution.
    uses: Vec<bool>,
    /// Share of each region's households that use it.
    regional_share: Vec<f64>,
    /// Productivity of each firm.
    productivity: Vec<f64>,
    /// The firms of each region.
    firms: Vec<Vec<usize>>,
}

/// Anyone who acts once a quarter.
trait Agent {
    /// Acts on what was seen at the start of the quarter.
    fn step(&mut self, society: &Society, random: &mut SmallRng);
    /// Makes the result visible for the next quarter; the number of units newly taken up.
    fn publish(&self, society: &mut Society) -> u32;
}

struct Firm {
    id: usize,
    region: usize,
    productivity: f64,
}

impl Agent for Firm {
    fn step(&mut self, society: &Society, random: &mut SmallRng) {
        if random.random_bool(0.1) {
            // The third of five uniform draws has the distribution Beta(3, 3).
            let mut draws: [f64; 5] = random.random();
            draws.sort_by(f64::total_cmp);
            let step = 0.3 * draws[2] - 0.15;
            self.productivity = self.productivity.max(self.productivity * (1.0 + step));
        }
        if random.random_bool(0.05) {
            let neighbours = &society.firms[self.region];
            let other = neighbours[random.random_range(0..neighbours.len())];
            self.productivity = self.productivity.max(society.productivity[other]);
        }
    }

    fn publish(&self, society: &mut Society) -> u32 {
        society.productivity[self.id] = self.productivity;
        0
    }
}

struct Household {
    id: usize,
    region: usize,
    threshold: f64,
    contacts: Vec<usize>,
    uses: bool,
    /// Quarters until it chooses again, and from one choice to the next.
    wait: u32,
    lifetime: u32,
}

impl Agent for Household {
    fn step(&mut self, society: &Society, random: &mut SmallRng) {
        if self.wait > 0 {
            self.wait -= 1;
            return;
        }
        self.wait = self.lifetime - 1;
        let using = self.contacts.iter().filter(|&&contact| society.uses[contact]).count();
        let share = using as f64 / self.contacts.len() as f64;
        let utility =
            3.5 * share + society.regional_share[self.region] - 2.0 * society.price - self.threshold;
        let probability = 1.0 / (1.0 + (-utility).exp());
        self.uses = random.random::<f64>() < probability;
    }

    fn publish(&self, society: &mut Society) -> u32 {
        let newly = self.uses && !society.uses[self.id];
        society.uses[self.id] = self.uses;
        society.regional_share[self.region] += f64::from(u8::from(self.uses));
        u32::from(newly)
    }
}

/// Runs the workload and gives the share of households that use the solution at the end.
///
/// Without `stock_years` every household chooses every quarter; with it, only when its good is that old.
pub fn run(households: usize, firms: usize, quarters: usize, stock_years: Option<u32>) -> f64 {
    let mut random = SmallRng::seed_from_u64(42);
    let mut society = society_of(households, firms);
    let mut agents: Vec<Box<dyn Agent>> = Vec::with_capacity(households + firms);
    for id in 0..firms {
        agents.push(Box::new(Firm { id, region: id * REGIONS / firms, productivity: 1.0 }));
    }
    for id in 0..households {
        agents.push(Box::new(household(id, households, stock_years, &mut random)));
    }
    let start = society.units;
    let region_size = households as f64 / REGIONS as f64;
    for _ in 0..quarters {
        for agent in &mut agents {
            agent.step(&society, &mut random);
        }
        society.regional_share.fill(0.0);
        for agent in &agents {
            society.units += f64::from(agent.publish(&mut society));
        }
        for share in &mut society.regional_share {
            *share /= region_size;
        }
        society.price = (society.units / start).powf(-LEARNING_EXPONENT);
    }
    society.uses.iter().filter(|&&uses| uses).count() as f64 / households as f64
}

fn society_of(households: usize, firms: usize) -> Society {
    let mut firms_of_region = vec![Vec::new(); REGIONS];
    for id in 0..firms {
        firms_of_region[id * REGIONS / firms].push(id);
    }
    Society {
        price: 1.0,
        units: 0.05 * households as f64,
        uses: vec![false; households],
        regional_share: vec![0.0; REGIONS],
        productivity: vec![1.0; firms],
        firms: firms_of_region,
    }
}

/// A household that knows its nearest neighbours on a ring, a tenth of them replaced by anyone.
fn household(id: usize, households: usize, stock_years: Option<u32>, random: &mut SmallRng) -> Household {
    let reach = CONTACTS / 2;
    let contacts = (1..=reach)
        .flat_map(|step| [(id + step) % households, (id + households - step) % households])
        .map(|near| if random.random_bool(0.1) { random.random_range(0..households) } else { near })
        .collect();
    // Twelve uniform draws less six are nearly standard normal.
    let normal = random.random::<[f64; 12]>().iter().sum::<f64>() - 6.0;
    let lifetime = stock_years.map_or(1, |years| 4 * years);
    Household {
        id,
        region: id * REGIONS / households,
        threshold: 2.0 + 0.8 * normal,
        contacts,
        uses: false,
        wait: random.random_range(0..lifetime),
        lifetime,
    }
}
