//! Chance: every random draw of the program comes from here, and every draw has an address.
//!
//! A draw is found by (seed, replicate, purpose, quarter, agent), never by its place in a shared sequence. So
//! the bits do not depend on the number of threads, on what other agents do or on which policy runs: policies
//! are compared under the same luck, and a policy that changes nothing changes no draw.
//!
//! The generator is ChaCha8 (Bernstein 2008): the key is (seed, replicate, purpose), the stream is the quarter,
//! and an agent's words stand at agent x words per agent. A purpose fixes the number of words per agent; they
//! are set aside whether the agent uses them or not.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a draw is for: each purpose has luck of its own.
///
/// The numbers are part of the results: a number is never changed and never used again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u32)]
pub enum Purpose {
    /// What is drawn once for the whole founded world; the agent is a region.
    Founding = 1,
    /// The hidden potential of a solution; the agent is a solution.
    Potential = 2,
    /// Shocks from outside: gross domestic product, prices, progress of the world, elections, donors.
    WorldShock = 3,
    /// An owner's choice when its time has come.
    Choice = 4,
    /// A firm's own research: success, step, imitation and whom it imitates.
    Innovation = 6,
    /// Where a firm searches next.
    Direction = 7,
    /// Whether a firm or body hears of a call and applies.
    Apply = 8,
    /// The quality of a proposal.
    Quality = 9,
    /// What reviewers see of a proposal's quality.
    Review = 10,
    /// What becomes of a project in a quarter: progress, failure, evidence.
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
}

impl Purpose {
    /// Words (32 random bits each) set aside for one agent in one quarter.
    pub const fn words(self) -> usize {
        match self {
            Self::Choice | Self::Direction | Self::Growth => 1,
            Self::Potential | Self::Quality | Self::Review | Self::Apply => 2,
            Self::WorldShock | Self::Innovation | Self::ProjectFate | Self::AgencyView | Self::FoundBody => 4,
            Self::Founding | Self::FoundFirm | Self::FoundHousehold | Self::FoundOwner => 8,
            Self::FoundContacts => 16,
        }
    }
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

    /// The words of the agents 0 to `agents` - 1: agent a's stand at `a * purpose.words()` and after.
    ///
    /// `out` gets exactly `agents * purpose.words()` words; nothing is allocated when its capacity suffices.
    pub fn fill(self, purpose: Purpose, quarter: usize, agents: usize, out: &mut Vec<u32>) {
        out.resize(agents * purpose.words(), 0);
        let mut generator = self.generator(purpose, quarter);
        for word in out {
            *word = generator.next_u32();
        }
    }

    /// The words of one agent, the same that [`Streams::fill`] gives it: for draws that are rare.
    pub fn at(self, purpose: Purpose, quarter: usize, agent: usize) -> Words {
        let mut generator = self.generator(purpose, quarter);
        generator.set_word_pos(agent as u128 * purpose.words() as u128);
        Words { generator, left: purpose.words() }
    }

    /// The generator of a purpose at the first word of a quarter.
    fn generator(self, purpose: Purpose, quarter: usize) -> ChaCha8Rng {
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
        generator
    }
}

const fn halves(number: u64) -> [u32; 2] {
    [number as u32, (number >> 32) as u32]
}

/// A further word for a rarer question of the same agent in the same quarter, made from its word.
///
/// Each `question` gives another word; neighbouring words give unrelated ones (a finalising mix of bits in
/// the manner of MurmurHash3, Appleby 2011). It saves drawing words that are seldom asked for.
#[inline]
pub const fn further(word: u32, question: u32) -> u32 {
    let mut bits = word ^ question.wrapping_mul(0x9E37_79B9);
    bits = (bits ^ (bits >> 16)).wrapping_mul(0x85EB_CA6B);
    bits = (bits ^ (bits >> 13)).wrapping_mul(0xC2B2_AE35);
    bits ^ (bits >> 16)
}

/// The words of one agent for one purpose in one quarter, in order.
#[derive(Clone, Debug)]
pub struct Words {
    generator: ChaCha8Rng,
    left: usize,
}

impl Words {
    /// The next word.
    ///
    /// # Panics
    /// When the purpose sets aside fewer words than are asked for: a mistake in the program, since the next
    /// word is another agent's.
    pub fn next_word(&mut self) -> u32 {
        assert!(self.left > 0, "the purpose sets aside fewer words than are drawn");
        self.left -= 1;
        self.generator.next_u32()
    }

    /// A number strictly between 0 and 1, from the next word.
    ///
    /// # Panics
    /// As [`Words::next_word`].
    pub fn next_uniform(&mut self) -> f64 {
        unit(self.next_word())
    }
}

impl Iterator for Words {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        (self.left > 0).then(|| self.next_word())
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}
impl ExactSizeIterator for Words {}

/// A number strictly between 0 and 1: the middle of the word's cell of width 2^-32.
#[inline]
pub fn unit(word: u32) -> f64 {
    const CELL: f64 = 1.0 / 4_294_967_296.0;
    (f64::from(word) + 0.5) * CELL
}

/// A number strictly between 0 and 1 from the upper 23 bits: the middle of a cell of width 2^-23.
#[inline]
pub fn unit_f32(word: u32) -> f32 {
    const CELL: f32 = 1.0 / 8_388_608.0;
    ((word >> 9) as f32 + 0.5) * CELL
}

/// A number strictly between 0 and 1 with 52 random bits from two words, for the far tails.
#[inline]
pub fn unit2(high: u32, low: u32) -> f64 {
    const CELL: f64 = 1.0 / 4_503_599_627_370_496.0;
    let bits = u64::from(high) << 20 | u64::from(low >> 12);
    (bits as f64 + 0.5) * CELL
}
