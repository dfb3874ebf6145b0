//! Units of the country and of a book, through time.

mod catalogue;
mod founding;
mod names;
