//! Plans as offices lay them out: what goes in, what is kept as text, what is doubted, what is refused.

mod desk;
mod first;
mod further;
mod gantt;
mod goals;
mod hostile;
mod moves;
mod offices;
mod running;
mod story;
