//! What people do with the console, from the first start on.

mod start;
