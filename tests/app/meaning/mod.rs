//! Figures keep their meaning: sums over any tree, boundaries then and now, shares, the past, twice the same.

mod boundary;
mod doubts;
mod figures;
mod hours;
mod past;
mod small;
mod sums;
mod tables;
