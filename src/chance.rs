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

/// The most words that any purpose sets aside.
const MOST_WORDS: usize = 16;

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
    ///
    /// One call costs as much as some 28 words of `fill` (40 ns against 1.45 ns): it pays where fewer words in a
    /// hundred than three or so are wanted. An own generator for scattered blocks was no faster (40 ns).
    #[inline]
    pub fn at(self, purpose: Purpose, quarter: usize, agent: usize) -> Words {
        let mut generator = self.generator(purpose, quarter);
        generator.set_word_pos(agent as u128 * purpose.words() as u128);
        let mut words = Words { drawn: [0; MOST_WORDS], next: 0, count: purpose.words() };
        for word in &mut words.drawn[..purpose.words()] {
            *word = generator.next_u32();
        }
        words
    }

    /// The generator of a purpose at the first word of a quarter.
    #[inline]
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
    drawn: [u32; MOST_WORDS],
    next: usize,
    count: usize,
}

impl Words {
    /// The next word.
    ///
    /// # Panics
    /// When the purpose sets aside fewer words than are asked for: a mistake in the program, since the next
    /// word is another agent's.
    pub fn next_word(&mut self) -> u32 {
        assert!(self.next < self.count, "the purpose sets aside fewer words than are drawn");
        self.next += 1;
        self.drawn[self.next - 1]
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
        (self.next < self.count).then(|| self.next_word())
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.count - self.next, Some(self.count - self.next))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(streams: Streams, purpose: Purpose, quarter: usize, agents: usize) -> Vec<u32> {
        let mut words = Vec::new();
        streams.fill(purpose, quarter, agents, &mut words);
        words
    }

    #[test]
    fn one_agent_alone_gets_the_words_it_gets_among_all() {
        let streams = Streams::new(7, 3);
        for purpose in [Purpose::Choice, Purpose::Quality, Purpose::Innovation, Purpose::FoundContacts] {
            let words = filled(streams, purpose, 12, 500);
            for (agent, expected) in words.chunks(purpose.words()).enumerate() {
                assert!(streams.at(purpose, 12, agent).eq(expected.iter().copied()), "{purpose:?} {agent}");
            }
        }
    }

    #[test]
    fn more_agents_change_nobodys_words_and_the_buffer_is_used_again() {
        let streams = Streams::new(7, 3);
        let mut words = filled(streams, Purpose::Innovation, 5, 300);
        let (many, place) = (words.clone(), words.as_ptr());
        streams.fill(Purpose::Innovation, 5, 200, &mut words);
        assert_eq!(words, many[..800]);
        assert_eq!(words.as_ptr(), place);
    }

    /// If this fails, results of earlier versions can no longer be reproduced: a new major version.
    #[test]
    fn the_words_are_these_for_ever() {
        let streams = Streams::new(42, 0);
        assert_eq!(
            filled(streams, Purpose::Choice, 0, 4),
            [69_491_886, 2_211_509_295, 1_462_198_777, 2_417_127_052]
        );
        assert_eq!(filled(Streams::new(42, 1), Purpose::Choice, 80, 2), [2_046_268_369, 1_961_380_876]);
        assert_eq!(streams.at(Purpose::FoundHousehold, 0, 99_999).next(), Some(1_939_199_486));
    }

    #[test]
    fn every_part_of_the_address_makes_another_stream() {
        let base = filled(Streams::new(1, 2), Purpose::Choice, 3, 64);
        let others = [
            filled(Streams::new(2, 2), Purpose::Choice, 3, 64),
            filled(Streams::new(1 << 32, 2), Purpose::Choice, 3, 64),
            filled(Streams::new(2, 1), Purpose::Choice, 3, 64),
            filled(Streams::new(1, 3), Purpose::Choice, 3, 64),
            filled(Streams::new(1, 2), Purpose::Direction, 3, 64),
            filled(Streams::new(1, 2), Purpose::Choice, 4, 64),
        ];
        for (place, other) in others.iter().enumerate() {
            // Two of 64 pairs of words agree by chance once in 10^16.
            let same = base.iter().zip(other).filter(|(a, b)| a == b).count();
            assert!(same < 2, "address {place}");
        }
    }

    /// Pearson's statistic of counts in equally likely cells.
    fn chi_square(counts: &[u32]) -> f64 {
        let expected = f64::from(counts.iter().sum::<u32>()) / counts.len() as f64;
        counts.iter().map(|&count| (f64::from(count) - expected).powi(2) / expected).sum()
    }

    /// With 255 degrees of freedom the statistic has mean 255 and standard deviation 22.6; it exceeds 384 with
    /// probability 3e-7 (normal cube root). The words are fixed, so this is the false-alarm rate of the
    /// choice of a seed, once, over all three tests below 1e-6.
    const CHI_SQUARE_255: f64 = 384.0;

    #[test]
    fn words_are_uniform_and_neighbours_independent() {
        let streams = Streams::new(2026, 1);
        let (now, next) =
            (filled(streams, Purpose::Choice, 8, 100_000), filled(streams, Purpose::Choice, 9, 100_000));
        let cell = |a: u32, b: u32| ((a >> 28) << 4 | b >> 28) as usize;
        let mut counts = [[0; 256]; 3];
        for agent in 0..100_000 {
            counts[0][(now[agent] >> 24) as usize] += 1;
            counts[1][cell(now[agent], now[(agent + 1) % 100_000])] += 1;
            counts[2][cell(now[agent], next[agent])] += 1;
        }
        for (counts, what) in counts.iter().zip(["one agent", "neighbouring agents", "neighbouring quarters"])
        {
            let statistic = chi_square(counts);
            assert!(statistic < CHI_SQUARE_255, "{what}: {statistic}");
        }
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "the ends are exact")]
    fn a_unit_is_never_0_or_1() {
        for word in [0, 1, 511, 512, 1 << 31, u32::MAX - 1, u32::MAX] {
            assert!(unit(word) > 0.0 && unit(word) < 1.0);
            assert!(unit_f32(word) > 0.0 && unit_f32(word) < 1.0);
            assert!(unit2(word, word) > 0.0 && unit2(word, word) < 1.0);
        }
        // The middle of the first and of the last cell are equally far from the ends.
        assert_eq!(unit(0), 1.0 - unit(u32::MAX));
        assert_eq!(unit_f32(0), 1.0 - unit_f32(u32::MAX));
    }
}
