//! Tests of the service, in process.

