//! Wide registers, for loops over columns: where the processor has registers of 256 bits they are used, chosen when the
//! program runs. The operations and their order stay the same, and nothing is fused, so the bits do too.

use pulp::{Arch, Simd, WithSimd};

/// Work on columns. It is done widely as far as it is put in at compile time: functions on the way have to be
/// `#[inline(always)]`, and so has `done` itself.
pub trait Work {
    /// What comes of it.
    type Output;
    /// Does it.
    fn done(self) -> Self::Output;
}

/// How wide the registers are that work is done with: as wide as the processor has them, unless it is plain.
#[derive(Clone, Copy, Debug, Default)]
pub struct Width(Arch);

impl Width {
    /// The width that every processor of its kind has.
    pub fn plain() -> Self {
        Self(Arch::Scalar)
    }

    /// Does some work.
    #[inline]
    pub fn run<W: Work>(self, work: W) -> W::Output {
        self.0.dispatch(Inner(work))
    }
}

/// Work as the dispatcher knows it.
struct Inner<W>(W);

impl<W: Work> WithSimd for Inner<W> {
    type Output = W::Output;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> W::Output {
        self.0.done()
    }
}
