//! What is said of query logs.

use nohold::usage::Log;

use crate::output::{self, visible};

/// So many lines that cannot be read are named; of more it is said how many there are.
const NAMED: usize = 20;

/// Says which lines could not be read.
pub(crate) fn name_problems(log: &Log) {
    for problem in log.problems.iter().take(NAMED) {
        output::note(visible(&problem.to_string()));
    }
    if let Some(more) = log.problems.len().checked_sub(NAMED).filter(|&more| more > 0) {
        output::note(format_args!("and {more} more lines that cannot be read"));
    }
}
