//! The recipes of `deploy/`, with the real servers: what they answer to whom, and people at work behind them.

mod answers;
mod ask;
mod people;
