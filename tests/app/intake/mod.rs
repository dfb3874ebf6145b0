//! Files, tables and chats as offices make them: what goes in, what is refused, what is said of it.

mod chats;
mod desk;
mod files;
mod hostile;
mod people;
mod properties;
mod times;
