//! Estimators: what researchers make of data, applied to what the model made.

pub mod growth;
pub mod line;
pub mod nearness;
