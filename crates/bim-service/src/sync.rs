//! What a directory changes here. `plan` computes it and touches nothing; `apply` carries it out in batches.

pub(crate) mod apply;
pub(crate) mod plan;
