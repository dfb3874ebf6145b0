//! Units of the country and of a book, through time.

mod catalogue;
mod changes;
mod dividing;
mod founding;
mod names;
mod window;
