//! Every test of the engine in one binary: one link, and shared support.

mod arrows;
mod contract;
mod domain;
mod engine;
mod program;
mod report;
mod store;
mod support;
mod words;
