//! Use cases: what an officer does with a book. A verb is a file or a function; every change goes through
//! [`crate::store::Book::transact`], every reading through [`crate::store::Book::read`].

pub mod bodies;
pub mod calendar;
pub mod catalogue;
pub mod checklists;
pub mod closing;
pub mod commendations;
pub mod counts;
pub mod dictionary;
pub mod directory;
pub mod divide;
pub mod doctor;
pub mod documents;
pub mod encryption;
pub mod evidence;
pub mod exchange;
pub mod facts_out;
pub mod forms;
pub mod found;
pub mod intake;
pub mod letterheads;
pub mod meetings;

pub mod officers;
pub mod open_form;
pub mod outreach;
pub mod overview;
pub mod periods;
pub mod plan_intake;
pub mod profile;
pub mod queries;

pub mod redaction;
pub mod reports;
pub mod safety;
pub mod saved_views;
pub mod settings;
pub mod submissions;
pub mod superior_forms;
pub mod support;
pub mod tables;
pub mod tasks;
pub mod undo;
