//! Whom the server runs as: PostgreSQL refuses to be root.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

/// A user that is not root.
pub(crate) struct Owner {
    user: u32,
    group: u32,
}

fn id(what: &str, name: &str) -> Option<u32> {
    let output = Command::new("id").args([what, name]).output().ok()?;
    String::from_utf8_lossy(&output.stdout).trim().parse().ok()
}

impl Owner {
    /// Nobody in particular, unless this process is root.
    pub(crate) fn find() -> Result<Option<Self>, String> {
        let mine = Command::new("id").arg("-u").output().map_err(|error| format!("id: {error}"))?;
        if String::from_utf8_lossy(&mine.stdout).trim() != "0" {
            return Ok(None);
        }
        for name in ["postgres", "nobody"] {
            if let (Some(user), Some(group)) = (id("-u", name), id("-g", name)) {
                return Ok(Some(Self { user, group }));
            }
        }
        Err("PostgreSQL does not run as root, and there is no user postgres".to_owned())
    }

    pub(crate) fn take(&self, folder: &Path) -> Result<(), String> {
        std::os::unix::fs::chown(folder, Some(self.user), Some(self.group))
            .map_err(|error| format!("cannot give {} away: {error}", folder.display()))
    }

    pub(crate) fn becomes(&self, command: &mut Command) {
        command.uid(self.user).gid(self.group);
    }
}
