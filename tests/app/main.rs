//! Every test of the engine in one binary: one link, and shared support.
#![allow(clippy::expect_used)] // a test that finds nothing to look at has failed

mod arrows;
mod contract;
mod dictionary;
mod dictionary_program;
mod domain;
mod engine;
mod evidence;
mod examples;
mod exchange;
mod exchanging;
mod hostile;
mod intake;
mod meaning;
mod meetings;
mod office;
mod out;
mod outreach;
mod outreach_program;
mod percent;
mod plan_intake;
#[cfg(target_os = "linux")]
mod power;
mod program;
mod reminders;
mod report;
mod store;
mod superior_forms;
mod support;
mod tabular;
mod tasks;
mod time;
mod trust;
mod units;
mod upgrade;
mod words;
