//! Trials: which firms may try what in real places.

/// One firm that may try a solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trial {
    /// The firm.
    pub firm: usize,
    /// The solution.
    pub solution: usize,
    /// The step in which it is over.
    pub until: usize,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Trials {
    /// Those that go on.
    pub running: Vec<Trial>,
    /// How many were admitted so far.
    pub admitted: u32,
}
