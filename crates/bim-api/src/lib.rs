//! The BIM REST API.
