//! Where the made-up people work: providers, groups, projects and domains.

use super::attributes;
use super::dice::Dice;
use super::people::{DAY, Person};
use crate::db::groups::NewGroupRow;
use crate::db::iams::IamRow;
use crate::db::projects::ProjectRow;
use crate::db::{DbError, Session, domains, groups, projects};

/// The LDAP directory.
pub(crate) const LDAP: &str = "corporateLdap";
/// The SAML provider.
pub(crate) const OKTA: &str = "oktaSamlIAM";
/// The OAuth provider.
pub(crate) const GOOGLE: &str = "googleOauth";
/// A provider that is no longer configured; some of its people are still there.
pub(crate) const REMOVED: &str = "legacyLdap";

/// Department, its teams, and the attribute that says so.
pub(crate) const DEPARTMENTS: &[(&str, &[&str], &str)] = &[
    ("Finance", &["Payroll", "Controlling", "Treasury", "Accounts Payable"], "Department.Finance"),
    ("Research", &["Oncology", "Cardiology", "Genomics"], "Department.Research"),
    ("Engineering", &["Platform", "Data", "Quality", "Mobile"], "Department.Engineering"),
    ("Sales", &["EMEA", "APAC", "Americas"], "Department.Sales"),
    ("Legal", &["Contracts", "Privacy"], "Department.Legal"),
    ("Operations", &["Logistics", "Facilities", "IT Support"], "Department.Operations"),
    ("People", &["Hiring", "Learning & Development"], "Department.People"),
    ("Marketing", &["Brand", "Events", "Web"], "Department.Marketing"),
];

/// Groups that are not teams: provider, name, description, members in a thousand.
const OTHER_GROUPS: &[(&str, &str, &str, usize)] = &[
    ("bim", "All employees", "Everybody with a contract", 600),
    ("bim", "Data stewards", "Owners of data sources", 20),
    ("bim", "Clinical trial 7 / Unblinded", "May see treatment arms", 5),
    ("bim", "Empty group", "Nobody yet", 0),
    ("bim", "engineers", "", 90),
    ("bim", "Διοίκηση / Αθήνα", "Η διοίκηση", 4),
    ("bim", "東京オフィス / データ", "東京のデータチーム", 6),
    ("bim", "فريق الرياض", "", 4),
    ("bim", "O'Reilly \"Readers\" & <Writers>", "Awkward on purpose", 3),
    (LDAP, "cn=contractors,ou=groups,dc=example,dc=com", "From the directory", 80),
    (LDAP, "cn=vpn-users,ou=groups,dc=example,dc=com", "From the directory", 250),
    (OKTA, "Okta Everyone", "From Okta", 100),
    (REMOVED, "old-analysts", "From a directory that is gone", 8),
];

/// Projects: name and schema.
pub(crate) const PROJECTS: &[(&str, &str)] = &[
    ("Credit Payments", "credit_payments"),
    ("Claims 2026", "claims_2026"),
    ("Churn Model", "churn"),
    ("Genome Atlas", "genome_atlas"),
    ("Sales Forecast", "sales_forecast"),
    ("Kliniken-Übersicht", "kliniken"),
];

/// What can be held within a domain.
pub(crate) const DOMAIN_PERMISSIONS: [&str; 3] =
    ["Audit Activity", "Manage Data Products", "Manage Policies"];

const DOMAINS: &[&str] = &["Finance data", "Clinical data", "Customer data", "Public data"];

/// The configured providers beside the built-in one.
pub(crate) fn iams() -> Vec<IamRow> {
    let iam = |id: &str, display_name: &str, kind: &str, oauth| IamRow {
        id: id.to_owned(),
        display_name: display_name.to_owned(),
        kind: kind.to_owned(),
        oauth,
    };
    vec![
        iam(LDAP, "Corporate LDAP", "ldap", None),
        iam(OKTA, "Okta SAML", "saml", Some(false)),
        iam(GOOGLE, "Google", "oauth", Some(true)),
    ]
}

/// Ids of what was built.
pub(crate) struct Organisation {
    teams: Vec<Vec<i64>>,
    others: Vec<(i64, usize)>,
    pub(crate) projects: Vec<i64>,
    pub(crate) domains: Vec<String>,
}

impl Organisation {
    pub(crate) fn build(session: &Session<'_>, dice: &mut Dice, now: i64) -> Result<Self, DbError> {
        let mut teams = Vec::new();
        for (department, names, key) in DEPARTMENTS {
            let mut ids = Vec::new();
            for team in *names {
                let held = if dice.percent(60) { vec![(*key, *team)] } else { Vec::new() };
                let group = NewGroupRow {
                    iamid: "bim".to_owned(),
                    name: format!("{department} / {team}"),
                    email: Some(format!("{}@example.com", team.to_lowercase().replace([' ', '&'], "-"))),
                    description: Some(format!("The {team} team of {department}")),
                    authorizations: attributes(&held),
                    created_at: now - 1_500 * DAY + dice.up_to(100) * DAY,
                    ..NewGroupRow::default()
                };
                ids.push(groups::insert(session, &group)?);
            }
            teams.push(ids);
        }
        let mut others = Vec::new();
        for (iamid, name, description, share) in OTHER_GROUPS {
            let group = NewGroupRow {
                iamid: (*iamid).to_owned(),
                name: (*name).to_owned(),
                gid: (*iamid != "bim").then(|| dice.uuid()),
                description: (!description.is_empty()).then(|| (*description).to_owned()),
                created_at: now - 1_500 * DAY + dice.up_to(100) * DAY,
                ..NewGroupRow::default()
            };
            others.push((groups::insert(session, &group)?, *share));
        }
        let projects = Self::projects(session, dice, now)?;
        let domains = Self::domains(session, dice, &teams, now)?;
        Ok(Self { teams, others, projects, domains })
    }

    fn projects(session: &Session<'_>, dice: &mut Dice, now: i64) -> Result<Vec<i64>, DbError> {
        PROJECTS
            .iter()
            .map(|(name, schema)| {
                let made = now - dice.up_to(900) * DAY;
                let project = ProjectRow {
                    id: 0,
                    key: (*name).to_owned(),
                    name: (*name).to_owned(),
                    status: "open".to_owned(),
                    description: Some(format!("All data sources under the schema {schema}.")),
                    documentation: None,
                    kind: "Schema".to_owned(),
                    schema: Some((*schema).to_owned()),
                    salt: dice.uuid(),
                    created_by: None,
                    created_at: made,
                    updated_at: made,
                };
                projects::insert(session, &project)
            })
            .collect()
    }

    fn domains(
        session: &Session<'_>,
        dice: &mut Dice,
        teams: &[Vec<i64>],
        now: i64,
    ) -> Result<Vec<String>, DbError> {
        DOMAINS
            .iter()
            .zip(teams)
            .map(|(name, teams)| {
                let id = dice.uuid();
                domains::add(session, &id, name)?;
                let grantee = domains::Grantee::Group(*dice.pick(teams));
                domains::grant(session, &dice.uuid(), &id, DOMAIN_PERMISSIONS[0], grantee, now - 200 * DAY)?;
                Ok(id)
            })
            .collect()
    }

    /// The groups of a person: mostly the own team, then others by their share.
    pub(crate) fn groups_of(&self, dice: &mut Dice, person: &Person) -> Vec<i64> {
        let mut ids = Vec::new();
        if dice.percent(70) {
            ids.push(self.teams[person.department][person.team]);
        }
        if dice.percent(10) {
            let department = dice.below(self.teams.len());
            let team = *dice.pick(&self.teams[department]);
            if !ids.contains(&team) {
                ids.push(team);
            }
        }
        for (group, share) in &self.others {
            if *share > 0 && dice.permille(*share) {
                ids.push(*group);
            }
        }
        ids
    }
}
