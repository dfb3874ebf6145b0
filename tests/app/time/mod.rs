//! Calendar, periods, submissions and closing.

mod calendar;
mod periods;
