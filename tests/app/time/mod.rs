//! Calendar, periods, submissions and closing.

mod calendar;
mod closing;
mod periods;
mod small;
mod submissions;
