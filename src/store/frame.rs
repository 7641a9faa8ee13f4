//! A table in memory, in columns: a part of one that may be large.

use std::borrow::Cow;

use super::number::Number;

/// The cells of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Words.
    Texts(Vec<String>),
    /// Whole numbers.
    Counts(Vec<u64>),
    /// Numbers; NaN where there is none.
    Numbers(Vec<f64>),
}

/// Columns of equal length, each with its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// What the columns are called.
    pub names: Vec<String>,
    /// What stands in them.
    pub columns: Vec<Cells>,
}

impl Cells {
    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Texts(cells) => cells.len(),
            Self::Counts(cells) => cells.len(),
            Self::Numbers(cells) => cells.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A cell as a text: empty where there is no number.
    pub fn text(&self, row: usize) -> Cow<'_, str> {
        match self {
            Self::Texts(cells) => cells[row].as_str().into(),
            Self::Counts(cells) => cells[row].to_string().into(),
            Self::Numbers(cells) => Number(cells[row]).text().into(),
        }
    }

    /// A cell as a number: NaN where there is none.
    pub fn number(&self, row: usize) -> f64 {
        match self {
            Self::Texts(cells) => cells[row].parse().unwrap_or(f64::NAN),
            Self::Counts(cells) => cells[row] as f64,
            Self::Numbers(cells) => cells[row],
        }
    }

    /// Takes the cells of another column of the same kind after its own.
    fn append(&mut self, other: Self) {
        match (self, other) {
            (Self::Texts(own), Self::Texts(other)) => own.extend(other),
            (Self::Counts(own), Self::Counts(other)) => own.extend(other),
            (Self::Numbers(own), Self::Numbers(other)) => own.extend(other),
            (own, other) => unreachable!("a column of {own:?} takes no {other:?}"),
        }
    }

    /// Keeps the first cells, and gives back the others.
    fn split_off(&mut self, at: usize) -> Self {
        match self {
            Self::Texts(cells) => Self::Texts(cells.split_off(at)),
            Self::Counts(cells) => Self::Counts(cells.split_off(at)),
            Self::Numbers(cells) => Self::Numbers(cells.split_off(at)),
        }
    }
}

impl Frame {
    /// A table of these columns.
    pub fn new(columns: impl IntoIterator<Item = (String, Cells)>) -> Self {
        let (names, columns) = columns.into_iter().unzip();
        Self { names, columns }
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Cells::len)
    }

    /// The place of a column.
    pub fn place_of(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known == name)
    }

    /// Takes the rows of another table with the same columns after its own.
    pub fn append(&mut self, other: Self) {
        if self.names.is_empty() {
            *self = other;
        } else {
            self.columns.iter_mut().zip(other.columns).for_each(|(own, other)| own.append(other));
        }
    }

    /// Keeps the first rows, and gives back the others.
    #[must_use]
    pub fn split_off(&mut self, at: usize) -> Self {
        let columns = self.columns.iter_mut().map(|cells| cells.split_off(at)).collect();
        Self { names: self.names.clone(), columns }
    }
}
