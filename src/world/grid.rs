//! A grid: one number for each pair of a row and a column, stored row by row.

/// A table of numbers with a fixed number of columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid<T> {
    columns: usize,
    cells: Vec<T>,
}

impl<T: Copy> Grid<T> {
    /// A table of this shape with the same value everywhere.
    pub fn filled(rows: usize, columns: usize, value: T) -> Self {
        Self { columns, cells: vec![value; rows * columns] }
    }
    /// Makes it a table of this shape with the same value everywhere, in the room that it has.
    pub fn reset(&mut self, rows: usize, columns: usize, value: T) {
        self.columns = columns;
        self.cells.clear();
        self.cells.resize(rows * columns, value);
    }
    /// The number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }
    /// One row.
    pub fn row(&self, row: usize) -> &[T] {
        &self.cells[row * self.columns..(row + 1) * self.columns]
    }
    /// One row, to be changed.
    pub fn row_mut(&mut self, row: usize) -> &mut [T] {
        &mut self.cells[row * self.columns..(row + 1) * self.columns]
    }
    /// The rows in order.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[T]> {
        self.cells.chunks_exact(self.columns.max(1))
    }
    /// All cells, row after row.
    pub fn cells(&self) -> &[T] {
        &self.cells
    }
    /// All cells, to be changed.
    pub fn cells_mut(&mut self) -> &mut [T] {
        &mut self.cells
    }
}

impl<T> std::ops::Index<(usize, usize)> for Grid<T> {
    type Output = T;
    fn index(&self, (row, column): (usize, usize)) -> &T {
        debug_assert!(column < self.columns);
        &self.cells[row * self.columns + column]
    }
}
impl<T> std::ops::IndexMut<(usize, usize)> for Grid<T> {
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut T {
        debug_assert!(column < self.columns);
        &mut self.cells[row * self.columns + column]
    }
}
