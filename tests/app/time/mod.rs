//! Calendar, periods, submissions and closing.

mod calendar;
mod closing;
mod periods;
mod script;
mod small;
mod submissions;
