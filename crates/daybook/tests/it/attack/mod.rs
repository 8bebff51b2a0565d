//! Bad input and bad people, one file a story.
//!
//! What is caught by a rule of its own (tokens, throttle, cookies) is tested beside that rule; here
//! are the tables over all of it, which a new operation must join.

mod access;
mod caps;
mod csrf;
mod document;
mod frames;
mod guessing;
mod operations;
mod parsers;
mod poison;
mod secrets;
mod tokens;
