//! Chance: every random draw of the program comes from here, and every draw has an address.
//!
//! A draw is found by (seed, replicate, purpose, quarter, agent, question), never by its place in a shared
//! sequence. So the bits do not depend on the number of threads, on what other agents do or on which policy
//! runs: policies are compared under the same luck, and a policy that changes nothing changes no draw.
//!
//! Two generators share the work. ChaCha8 (Bernstein 2008), keyed by (seed, replicate, purpose) with the
//! quarter as its stream, gives two words of 64 bits: the `Luck` of a purpose in a quarter. From them the
//! draw of any agent follows by one step of SplitMix64 (Steele, Lea, Flood 2014) at the place
//! 32 x agent + question. A draw costs less than a nanosecond wherever it stands, so agents whose time has not
//! come cost nothing; with ChaCha8 alone a scattered draw costs 40 ns, and a draw for everybody 1.5 ns each.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a draw is for: each purpose has luck of its own.
///
/// The numbers are part of the results: a number is never changed and never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u32)]
pub enum Purpose {
    /// The hidden potential of a solution; the agent is a solution.
    Potential = 2,
    /// Shocks from outside: gross domestic product, prices and costs.
    WorldShock = 3,
    /// An owner's choice when its time has come.
    Choice = 4,
    /// A firm's own research: success, step, imitation and whom it imitates.
    Innovation = 6,
    /// Where a firm searches next.
    Direction = 7,
    /// Which applications are read, when there are too many.
    Apply = 8,
    /// The rung of its ladder of ideas on which a firm's project stands.
    Rung = 9,
    /// What reviewers see of a proposal's quality.
    Review = 10,
    /// What becomes of a project in a quarter: progress, failure.
    ProjectFate = 11,
    /// The error with which an agency sees needs, capacities and contexts.
    AgencyView = 13,
    /// The attributes of a firm at the founding.
    FoundFirm = 14,
    /// The attributes of a household at the founding.
    FoundHousehold = 15,
    /// Whom a household knows.
    FoundContacts = 16,
    /// The attributes of a public body at the founding.
    FoundBody = 17,
    /// What an owner is like for a mission at the founding; the quarter is the number of the stock.
    FoundOwner = 18,
    /// A firm's growth in its ordinary markets.
    Growth = 19,
    /// The error of a project's own evidence.
    Evidence = 20,
    /// The error that all evidence of one solution from one source has in common; the agent is both.
    CommonEvidence = 21,
    /// What a solution in use shows of itself; the agent is a solution and a type of region.
    UseEvidence = 22,
    /// Guesses of an agency that explores; the agent is an agency and a guess.
    Exploration = 23,
    /// What is known of potentials before anybody has tried; the agent is a solution.
    Foresight = 24,
    /// Whether an election renews a mission's budgets; the agent is a mission.
    Election = 25,
    /// Whether the donor of a line leaves, the agent is the question of the line; and what it gives up then: 32 and the lead.
    DonorExit = 31,
    /// What a private partner expects of a project; the agent is its lead.
    Backing = 32,
    /// What conditions cost who takes support; the agent is a firm or public body, or, from quarter 1 on, the owner of a
    /// stock of goods, whose number is the quarter less 1.
    Burden = 33,
    /// What a solution does for growth; the agent is a solution.
    GrowthPotential = 34,
    /// What an assumption is taken to be in a drawn world, which stands in for the replicate; the agent is the assumption.
    Assumption = 40,
    /// Whether somebody hears of a call; the agent is the lead that it would be.
    Hearing = 42,
    /// Whether somebody founds a firm in a vacant place, and for what; the agent is the place's rank among the region's.
    Entry = 44,
    /// Which places a wrong map exchanges; the agent is a region, the quarter an agency.
    WrongMap = 50,
    /// How a counterfactual world hands out what regions have, the number of the shuffle standing in for the replicate: in
    /// quarter 0 capacity, in each later one an order of needs; the agent is a region.
    Counterfactual = 51,
    /// The points of a Latin hypercube, the column standing in for the replicate; the agent is the point.
    LatinHypercube = 52,
    /// A way through the space of what is varied, its number standing in for the replicate; the agent is what is varied.
    Trajectory = 53,
    /// Which rows of a design are drawn again, the draw standing in for the replicate; the agent is the place in the draw.
    Resample = 54,
    /// Labels of cases dealt out by lot, the deal standing in for the replicate; the agent is the case.
    Labels = 55,
    /// Samples of a uniform distribution, their number standing in for the replicate; the agent is the place in the sample.
    OneHump = 56,
}

/// Tells this program's keys from those of any other that is given the same seed: "missionmix 1".
const DOMAIN: [u32; 3] =
    [u32::from_le_bytes(*b"miss"), u32::from_le_bytes(*b"ionm"), u32::from_le_bytes(*b"ix 1")];

/// The luck of one replicate: all draws of a run, found by their address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Streams {
    seed: u64,
    replicate: u64,
}

impl Streams {
    /// The luck of a replicate under a seed.
    pub const fn new(seed: u64, replicate: u64) -> Self {
        Self { seed, replicate }
    }

    /// The luck of a purpose in a quarter: some 40 ns, so once for many draws.
    pub fn luck(self, purpose: Purpose, quarter: usize) -> Luck {
        let [seed_low, seed_high] = halves(self.seed);
        let [replicate_low, replicate_high] = halves(self.replicate);
        let [d0, d1, d2] = DOMAIN;
        let words = [seed_low, seed_high, replicate_low, replicate_high, purpose as u32, d0, d1, d2];
        let mut key = [0; 32];
        for (bytes, word) in key.chunks_exact_mut(4).zip(words) {
            bytes.copy_from_slice(&word.to_le_bytes());
        }
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(quarter as u64);
        Luck { start: generator.next_u64(), salt: generator.next_u64() }
    }
}

/// A point of a sequence that fills a space evenly: its coordinate in one of up to 256 directions, between 0 and 1 (Owen-
/// scrambled Sobol points, Burley 2020). The first points of a long sequence are those of a short one.
pub fn even_point(seed: u64, index: u32, direction: u32) -> f64 {
    let [low, high] = halves(seed);
    f64::from(sobol_burley::sample(index, direction, low ^ high.rotate_left(16)))
}

/// How many such points there are.
pub const EVEN_POINTS: u64 = 1 << 16;

const fn halves(number: u64) -> [u32; 2] {
    [number as u32, (number >> 32) as u32]
}

/// How many questions one agent can ask of the luck of one purpose in one quarter.
pub const QUESTIONS: usize = 32;

/// The luck of one purpose in one quarter: every agent's draws, each found at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Luck {
    start: u64,
    /// Keeps apart sequences that happen to begin near each other.
    salt: u64,
}

impl Luck {
    /// 64 random bits: the answer to a question (0 to 31) of an agent.
    #[inline(always)]
    pub const fn bits(self, agent: usize, question: usize) -> u64 {
        debug_assert!(question < QUESTIONS);
        let place = (agent * QUESTIONS + question) as u64;
        let mut bits = self.start.wrapping_add(place.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9) ^ self.salt;
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number strictly between 0 and 1: the middle of a cell of width 2^-52.
    #[inline(always)]
    pub const fn uniform(self, agent: usize, question: usize) -> f64 {
        const CELL: f64 = 1.0 / 4_503_599_627_370_496.0;
        ((self.bits(agent, question) >> 12) as f64 + 0.5) * CELL
    }

    /// Numbers strictly between 0 and 1 from equal parts of one draw: the middles of cells of width 2^-32 for two, and
    /// of 2^-21 for three.
    #[inline(always)]
    pub fn parts<const COUNT: usize>(self, agent: usize, question: usize) -> [f64; COUNT] {
        let width = u64::BITS / COUNT as u32;
        let cell = 1.0 / (1_u64 << width) as f64;
        let bits = self.bits(agent, question);
        std::array::from_fn(|part| {
            let here = (bits >> (width * part as u32)) & ((1 << width) - 1);
            (here as f64 + 0.5) * cell
        })
    }

    /// A number strictly between 0 and 1 in single precision: the middle of a cell of width 2^-23.
    #[inline(always)]
    pub const fn uniform_f32(self, agent: usize, question: usize) -> f32 {
        const CELL: f32 = 1.0 / 8_388_608.0;
        ((self.bits(agent, question) >> 41) as f32 + 0.5) * CELL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LUCK: Luck = Luck { start: 0, salt: 0 };

    #[test]
    fn without_salt_it_is_splitmix64() {
        // the first outputs of SplitMix64 from state 0 are published; the state moves before each output
        assert_eq!(LUCK.bits(0, 1), 0xE220_A839_7B1D_CDAF);
        assert_eq!(LUCK.bits(0, 2), 0x6E78_9E6A_A1B9_65F4);
        assert_eq!(LUCK.bits(0, 3), 0x06C4_5D18_8009_454F);
    }

    #[test]
    fn the_bits_stay_what_they_were() {
        let luck = Streams::new(20_260_101, 5).luck(Purpose::Choice, 7);
        let stable = (4_654_189_325_744_583, 5_752_826_118_131_757_272);
        assert_eq!((luck.bits(0, 0), luck.bits(123_456, 3)), stable);
    }

    #[test]
    fn every_part_of_the_address_matters() {
        let draw = |seed, replicate, purpose, quarter, agent, question| {
            Streams::new(seed, replicate).luck(purpose, quarter).bits(agent, question)
        };
        let base = draw(1, 2, Purpose::Choice, 3, 4, 5);
        assert_eq!(base, draw(1, 2, Purpose::Choice, 3, 4, 5));
        for other in [
            draw(9, 2, Purpose::Choice, 3, 4, 5),
            draw(1, 9, Purpose::Choice, 3, 4, 5),
            draw(1, 2, Purpose::Review, 3, 4, 5),
            draw(1, 2, Purpose::Choice, 9, 4, 5),
            draw(1, 2, Purpose::Choice, 3, 9, 5),
            draw(1, 2, Purpose::Choice, 3, 4, 9),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn uniforms_never_reach_their_ends() {
        let top = |bits: u64| ((bits >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0;
        assert!(top(0) > 0.0 && top(u64::MAX) < 1.0);
        let luck = Streams::new(3, 4).luck(Purpose::Review, 0);
        for agent in 0..10_000 {
            let (wide, narrow) = (luck.uniform(agent, 0), luck.uniform_f32(agent, 0));
            assert!(wide > 0.0 && wide < 1.0 && narrow > 0.0 && narrow < 1.0);
            let parts = luck.parts::<2>(agent, 1).into_iter().chain(luck.parts::<3>(agent, 2));
            assert!(parts.into_iter().all(|part| part > 0.0 && part < 1.0));
        }
    }

    #[test]
    fn parts_are_the_bits_of_one_draw() {
        let luck = Streams::new(3, 4).luck(Purpose::Innovation, 0);
        let (bits, [low, high]) = (luck.bits(5, 0), luck.parts(5, 0));
        assert_eq!((low * 4_294_967_296.0) as u64, bits & 0xFFFF_FFFF);
        assert_eq!((high * 4_294_967_296.0) as u64, bits >> 32);
        let thirds: [f64; 3] = luck.parts(5, 0);
        assert_eq!((thirds[1] * 2_097_152.0) as u64, (bits >> 21) & 0x1F_FFFF);
    }

    fn chi_square(counts: &[u32]) -> f64 {
        let expected = f64::from(counts.iter().sum::<u32>()) / counts.len() as f64;
        counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum()
    }

    /// 256 cells: the statistic has mean 255 and standard deviation 22.6; 400 is passed by chance once in
    /// 10^8 tests.
    const MOST: f64 = 400.0;

    #[test]
    fn draws_are_uniform_and_neighbours_independent() {
        let streams = Streams::new(2026, 1);
        let (now, next) = (streams.luck(Purpose::Choice, 8), streams.luck(Purpose::Choice, 9));
        let other = streams.luck(Purpose::Review, 8);
        let pair = |a: u64, b: u64| ((a >> 60) << 4 | b >> 60) as usize;
        let mut counts = [[0_u32; 256]; 7];
        for agent in 0..100_000 {
            let here = now.bits(agent, 0);
            counts[0][(here >> 56) as usize] += 1;
            counts[1][(here & 255) as usize] += 1;
            counts[2][pair(here, now.bits(agent + 1, 0))] += 1;
            counts[3][pair(here, now.bits(agent, 1))] += 1;
            counts[4][pair(here, next.bits(agent, 0))] += 1;
            counts[5][pair(here, other.bits(agent, 0))] += 1;
            counts[6][pair(here, here << 32)] += 1;
        }
        let names = ["upper bits", "lower bits", "neighbours", "questions", "quarters", "purposes", "halves"];
        for (counts, name) in counts.iter().zip(names) {
            let statistic = chi_square(counts);
            assert!(statistic < MOST, "{name}: {statistic}");
        }
    }

    #[test]
    fn even_points_fill_the_line_and_more_of_them_leave_the_first_as_they_are() {
        // of 64 points each 64th part of every direction holds one
        for (seed, direction) in [(1, 0), (1, 1), (1 << 40, 255)] {
            let mut cells: Vec<usize> =
                (0..64).map(|index| (even_point(seed, index, direction) * 64.0) as usize).collect();
            cells.sort_unstable();
            assert!(cells.into_iter().eq(0..64), "seed {seed}, direction {direction}");
        }
        let first = even_point(7, 0, 0);
        assert_ne!(first, even_point(8, 0, 0), "another seed, other points");
        assert_ne!(first, even_point(7 + (1 << 32), 0, 0), "all of the seed counts");
        // part of the results: a new version of the library that gives other points is a change to be told
        let points = [even_point(1, 0, 0), even_point(1, 1, 0), even_point(1, 1, 3)];
        assert_eq!(points, [0.429_805_517_196_655_3, 0.978_770_732_879_638_7, 0.947_455_286_979_675_3]);
    }
}
