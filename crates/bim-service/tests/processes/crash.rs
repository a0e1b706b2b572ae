//! `kill -9` at random moments while several clients write: what was acknowledged is there afterwards, and nothing is
//! half there. `BIM_CRASH_ROUNDS` says how often; `BIM_CRASH_SEED` repeats the moments of an earlier run.

mod dice;
mod integrity;
mod parts;
mod writer;

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use bim_postgres::Cluster;

use crate::service::{Service, run};
use crate::store::Store;
use dice::Dice;
use writer::Writer;

const WRITERS: usize = 4;

/// Acknowledged writes in a round before something is killed, at most.
const WRITES: u64 = 60;

/// What is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Victim {
    Service,
    /// The database's server; the service lives on and must find back to it.
    Database,
}

fn rounds() -> u32 {
    let rounds = std::env::var("BIM_CRASH_ROUNDS").ok().and_then(|rounds| rounds.parse().ok());
    rounds.unwrap_or(10)
}

/// Seeds differ from run to run; a failed test shows its own.
fn seed() -> u64 {
    let given = std::env::var("BIM_CRASH_SEED").ok().and_then(|seed| seed.parse().ok());
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a time");
    let seed = given.unwrap_or(now.as_nanos() as u64);
    println!("BIM_CRASH_SEED={seed}");
    seed
}

/// Somebody who may write everything; their key.
pub(crate) fn admin(store: &Store) -> String {
    run(&["user", "create", "--username", "admin", "--admin"], store, "");
    run(&["key", "create", "--username", "admin"], store, "")
}

/// Lets the writers write until `victim` is killed, in the midst of it.
fn write_and_kill(
    writers: &mut [Writer],
    key: &str,
    dice: &mut Dice,
    service: &mut Service,
    kill: impl FnOnce(&mut Service),
) {
    let (acknowledge, acknowledged) = mpsc::channel();
    let (writes, wait) = (1 + dice.below(WRITES), Duration::from_micros(dice.below(3_000)));
    thread::scope(|scope| {
        for writer in writers {
            let (connection, acknowledge) = (service.connect(key), acknowledge.clone());
            scope.spawn(move || writer.write(connection, &acknowledge));
        }
        drop(acknowledge);
        for _ in 0..writes {
            acknowledged.recv().expect("the writers write until something is killed");
        }
        let moment = Instant::now() + wait;
        while Instant::now() < moment {
            std::hint::spin_loop();
        }
        kill(service);
    });
}

#[test]
fn what_sqlite_acknowledged_survives() {
    let store = Store::in_folder();
    let (mut dice, key) = (Dice::new(seed()), admin(&store));
    let mut writers: Vec<_> = (0..WRITERS).map(|number| Writer::new(number, dice.fork())).collect();
    for round in 0..rounds() {
        let mut service = Service::start(&store);
        write_and_kill(&mut writers, &key, &mut dice, &mut service, Service::kill);
        let service = Service::start(&store);
        check(&mut writers, &store, &service, &key, &format!("round {round}"));
    }
    integrity::check_file(&store);
    report(&writers);
}

#[test]
fn what_postgres_acknowledged_survives() {
    let mut cluster = Cluster::start(true).expect("a server");
    let store = Store::on_server(&cluster.url("postgres"));
    let (mut dice, key) = (Dice::new(seed()), admin(&store));
    let mut writers: Vec<_> = (0..WRITERS).map(|number| Writer::new(number, dice.fork())).collect();
    let mut service = Service::start(&store);
    for round in 0..rounds() {
        let victim = if dice.below(3) == 0 { Victim::Database } else { Victim::Service };
        match victim {
            Victim::Service => {
                write_and_kill(&mut writers, &key, &mut dice, &mut service, Service::kill);
                service = Service::start(&store);
            }
            Victim::Database => {
                let kill = |_: &mut Service| cluster.kill().expect("a running server");
                write_and_kill(&mut writers, &key, &mut dice, &mut service, kill);
                cluster.run().expect("the server comes back");
            }
        }
        check(&mut writers, &store, &service, &key, &format!("round {round}, {victim:?}"));
    }
    report(&writers);
}

/// Compares the database with what the writers know, and with itself; the service must answer as well.
fn check(writers: &mut [Writer], store: &Store, service: &Service, key: &str, when: &str) {
    for writer in writers.iter_mut() {
        writer.compare(store, when);
    }
    integrity::check(store, when);
    let everybody = service.ask(key, "GET", "/bim/user?size=1&includeDisabled=true", None);
    let (people,): (i64,) = store.row("SELECT count(*) FROM users");
    assert_eq!((everybody.status, &everybody.body["count"]), (200, &people.to_string().into()), "{when}");
}

/// How much was at stake.
fn report(writers: &[Writer]) {
    let (acknowledged, open): (u64, u64) =
        writers.iter().map(|w| (w.acknowledged, w.open)).fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    println!("{acknowledged} writes acknowledged, {open} cut off");
    assert!(acknowledged > 0);
}
