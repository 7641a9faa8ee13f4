//! What the system tells the program while it runs.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::{Error, Result};

/// Whether someone asked the program to stop.
#[derive(Clone, Debug, Default)]
pub struct Interruption(Arc<AtomicBool>);

impl Interruption {
    /// Listens from now on. Who asks a second time is obeyed at once. A file that may grow no further becomes
    /// an error of the write, which cleans up, instead of the end of the program, which doesn't.
    ///
    /// # Errors
    /// A system that lets nobody listen.
    pub fn listen() -> Result<Self> {
        let asked = Self::default();
        asked.register().map_err(|error| Error::Usage(format!("can't listen to signals: {error}")))?;
        Ok(asked)
    }

    #[cfg(unix)]
    fn register(&self) -> std::io::Result<()> {
        use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
        use signal_hook::flag;

        for signal in [SIGINT, SIGTERM] {
            flag::register_conditional_shutdown(signal, 128 + signal, self.0.clone())?;
            flag::register(signal, self.0.clone())?;
        }
        flag::register(SIGXFSZ, Arc::default()).map(|_| ())
    }

    #[cfg(not(unix))]
    fn register(&self) -> std::io::Result<()> {
        signal_hook::flag::register(signal_hook::consts::SIGINT, self.0.clone()).map(|_| ())
    }

    /// Whether to go on: not when somebody asked.
    pub fn hear(&self) -> ControlFlow<Error> {
        if self.0.load(Ordering::Relaxed) {
            ControlFlow::Break(Error::Interrupted("nothing was kept".into()))
        } else {
            ControlFlow::Continue(())
        }
    }
}
