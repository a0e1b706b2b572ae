//! What the service counts, for Prometheus. Labels hold names of endpoints and statuses, never people.

use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, prometheus_text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

use crate::db::Load;

/// Seconds; a list takes a millisecond, a sign-in some tens.
const BUCKETS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// The name of what no endpoint answers: the app's files, unknown paths.
const OTHER: &str = "other";

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answer {
    endpoint: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    endpoint: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Work {
    kind: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Mail {
    result: &'static str,
}

/// The counters of one service.
pub(crate) struct Metrics {
    registry: Registry,
    answers: Family<Answer, Counter>,
    durations: Family<Asked, Histogram>,
    database: Family<Work, Gauge>,
    mails: Family<Mail, Counter>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("bim");
        let answers = Family::default();
        registry.register("requests", "Requests answered, by endpoint and status", answers.clone());
        let durations = Family::new_with_constructor((|| Histogram::new(BUCKETS)) as fn() -> Histogram);
        let help = "Time from a request's head to its answer's head, by endpoint";
        registry.register("request_duration_seconds", help, durations.clone());
        let database = Family::default();
        let help = "Transactions of the database that are under way or wait for their turn, by kind";
        registry.register("database_transactions", help, database.clone());
        let mails = Family::default();
        registry.register("mails", "Invitations that were to be mailed, by what came of it", mails.clone());
        registry.register(
            "build",
            "The running program",
            Info::new([("version", env!("CARGO_PKG_VERSION"))]),
        );
        Self { registry, answers, durations, database, mails }
    }
}

impl Metrics {
    /// Counts an answer; `endpoint` is none for what is no endpoint.
    pub(crate) fn answered(&self, endpoint: Option<&'static str>, status: u16, took: Duration) {
        let endpoint = endpoint.unwrap_or(OTHER);
        self.answers.get_or_create(&Answer { endpoint, status }).inc();
        self.durations.get_or_create(&Asked { endpoint }).observe(took.as_secs_f64());
    }

    /// Counts a mail: `sent`, or why it was not.
    pub(crate) fn mailed(&self, result: &'static str) {
        self.mails.get_or_create(&Mail { result }).inc();
    }

    /// Everything, in the text format that Prometheus reads.
    pub(crate) fn text(&self, load: &Load) -> String {
        for (kind, count) in [("read", load.reading()), ("write", load.writing())] {
            self.database.get_or_create(&Work { kind }).set(i64::try_from(count).unwrap_or(i64::MAX));
        }
        let mut text = String::new();
        // A `String` takes whatever is written.
        let _ = prometheus_text::encode(&mut text, &self.registry);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_counted_by_endpoint_and_status() {
        let metrics = Metrics::default();
        metrics.answered(Some("ListUsers"), 200, Duration::from_millis(2));
        metrics.answered(Some("ListUsers"), 200, Duration::from_millis(20));
        metrics.answered(None, 404, Duration::from_millis(1));
        metrics.mailed("refused");
        let text = metrics.text(&Load::default());
        for line in [
            "bim_requests_total{endpoint=\"ListUsers\",status=\"200\"} 2",
            "bim_requests_total{endpoint=\"other\",status=\"404\"} 1",
            "bim_request_duration_seconds_bucket{endpoint=\"ListUsers\",le=\"0.0025\"} 1",
            "bim_request_duration_seconds_count{endpoint=\"ListUsers\"} 2",
            "bim_database_transactions{kind=\"read\"} 0",
            "bim_mails_total{result=\"refused\"} 1",
        ] {
            assert!(text.lines().any(|known| known == line), "{line}: {text}");
        }
        assert!(text.contains(concat!("version=\"", env!("CARGO_PKG_VERSION"), "\"")), "{text}");
    }
}
