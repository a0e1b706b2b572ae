//! What each permission of the contract is for, and what it means, in one line.

/// The contract's permissions by what they are for.
pub const PURPOSES: [(&str, &[&str]); 4] = [
    ("Administration", &["APPLICATION_ADMIN", "USER_ADMIN", "AUDIT", "GOVERNANCE"]),
    (
        "Data sources",
        &[
            "CREATE_DATA_SOURCE",
            "CREATE_DATA_SOURCE_IN_PROJECT",
            "CREATE_S3_DATASOURCE",
            "CREATE_S3_DATASOURCE_WITH_INSTANCE_ROLE",
            "CREATE_FILTER",
        ],
    ),
    ("Projects", &["CREATE_PROJECT", "PROJECT_MANAGEMENT"]),
    ("Acting for others", &["IMPERSONATE_USER", "IMPERSONATE_HDFS_USER", "FETCH_POLICY_INFO"]),
];

/// The meaning of a permission by its name; nothing for names the contract does not have.
pub fn meaning(name: &str) -> Option<&'static str> {
    Some(match name {
        "APPLICATION_ADMIN" => "Configures the platform itself.",
        "USER_ADMIN" => "Manages people, groups, attributes and permissions.",
        "AUDIT" => "Reads the audit log and everybody's record.",
        "GOVERNANCE" => "Writes and approves data policies.",
        "CREATE_DATA_SOURCE" => "Registers data sources.",
        "CREATE_DATA_SOURCE_IN_PROJECT" => "Registers data sources inside projects.",
        "CREATE_S3_DATASOURCE" => "Registers S3 data sources.",
        "CREATE_S3_DATASOURCE_WITH_INSTANCE_ROLE" => "Registers S3 data sources through an instance role.",
        "CREATE_FILTER" => "Writes filters.",
        "CREATE_PROJECT" => "Creates projects.",
        "PROJECT_MANAGEMENT" => "Manages other people's projects.",
        "IMPERSONATE_USER" => "Acts as another person through an API key.",
        "IMPERSONATE_HDFS_USER" => "Acts as another HDFS user.",
        "FETCH_POLICY_INFO" => "Reads policies to enforce them elsewhere.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::meaning;
    use bim_api::Permission;

    #[test]
    fn every_known_permission_has_a_meaning() {
        for permission in Permission::KNOWN {
            assert!(meaning(permission.as_str()).is_some(), "{permission}");
        }
        assert_eq!(meaning("NEW_ONE"), None);
    }
}
