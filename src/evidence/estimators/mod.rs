//! Estimators: what researchers make of data, applied to what the model made.

pub mod discontinuity;
pub mod growth;
pub mod jackknife;
pub mod line;
pub mod linear;
pub mod matching;
pub mod nearness;
pub mod subbotin;
pub mod tail;
