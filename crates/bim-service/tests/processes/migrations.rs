//! A newer program brings the schema of PostgreSQL up to date while an older one still writes.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use postgres::{Client, NoTls};

use crate::service::run;
use crate::store::Store;

/// How long the migration may take to come to the writer's lock.
const PATIENCE: Duration = Duration::from_secs(60);

/// The first migrations, as a program that knew no more had run them.
fn migrate_to(version: usize, client: &mut Client) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("migrations").map(|e| e.expect("a file").path()).collect();
    files.sort();
    for file in &files[..version] {
        client.batch_execute(&fs::read_to_string(file).expect("text")).expect("a migration");
    }
    let note = format!(
        "CREATE TABLE schema_version (version INTEGER NOT NULL); INSERT INTO schema_version VALUES ({version})"
    );
    client.batch_execute(&note).expect("a version");
}

fn is_waiting(client: &mut Client) -> bool {
    let waiting =
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    !client.query(waiting, &[]).expect("an answer").is_empty()
}

#[test]
fn what_an_older_process_is_writing_is_brought_along() {
    let any = std::env::var("BIM_TEST_POSTGRES").expect("BIM_TEST_POSTGRES names a server");
    let store = Store::on_server(&any);
    let [_, url] = store.arguments();
    let [mut writer, mut watch] = [(); 2].map(|()| Client::connect(&url, NoTls).expect("the server"));
    writer.batch_execute("CREATE EXTENSION pg_trgm").expect("an extension");
    migrate_to(7, &mut writer);
    // As every writer begins.
    writer.batch_execute("BEGIN; SELECT pg_advisory_xact_lock(4344141)").expect("a turn");
    std::thread::scope(|scope| {
        let newer = scope.spawn(|| run(&["user", "create", "--username", "admin", "--admin"], &store, ""));
        let begun = Instant::now();
        while !is_waiting(&mut watch) {
            assert!(begun.elapsed() < PATIENCE && !newer.is_finished(), "nobody waits for the writer");
            std::thread::sleep(Duration::from_millis(1));
        }
        // The tables are the writer's still.
        let write =
            "INSERT INTO audit (id, at, event, means, targets) VALUES (1, 5, 'UserCreated', 'session', '[]');
             INSERT INTO audit_refs VALUES ('target', 'late', 5, 1, 'bim', 77, 'UserCreated'); COMMIT";
        writer.batch_execute(write).expect("a write");
        newer.join().expect("the migration");
    });
    let known: Vec<(String,)> = store.rows("SELECT name_folded FROM audit_names WHERE ref_id = 77");
    assert_eq!(known, [("late".to_owned(),)]);
}
