//! What a study of sensitivity found: tables, and a page.

use super::page;
use crate::cli::undertaking::Reading as Read;
use crate::error::Result;
use crate::store::Folder;
use crate::store::plan::Plan;
use crate::store::tables::BigTable;
use crate::studies::rows::Subject;
use crate::studies::sensitivity::Reading;
use crate::studies::walk::Witness;

/// What a study found.
pub struct SensitivityFindings {
    reading: Reading,
}

impl SensitivityFindings {
    /// Nothing yet.
    ///
    /// # Errors
    /// A plan of another kind of study.
    pub fn new(plan: &Plan) -> Result<Self> {
        Ok(Self { reading: Reading::new(plan)? })
    }
}

impl Read for SensitivityFindings {
    fn witness(&mut self) -> &mut dyn Witness {
        &mut self.reading
    }

    fn write(&self, folder: &Folder, subject: Subject) -> Result<()> {
        for (name, frame) in [
            ("sensitivity", self.reading.index_table(subject.plan)),
            ("variance", self.reading.variance_table()),
            ("warnings", self.reading.doubt_table(subject.plan)),
        ] {
            BigTable::write(folder, name, frame)?;
        }
        Ok(())
    }

    fn tells_first_case(&self) -> bool {
        false
    }

    fn text(&self, subject: Subject) -> String {
        page::text(&self.reading, subject)
    }
}
