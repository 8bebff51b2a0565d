//! What happened, with all that a record tells of it.
//!
//! Invariant: there is no field for a secret, nor for what somebody else wrote, save the name that a
//! client gives itself.
//!
//! Not here: writing it down (`history::store`).

use super::ActivityType;
use serde::Serialize;

/// From where something was asked.
#[derive(Clone, Debug, Serialize)]
pub struct Origin {
    /// The client's address.
    pub address: String,
    /// What the client calls itself.
    pub agent: String,
}

/// By what right something was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// By a sign-up.
    SignUp,
    /// By the account's password.
    Password,
    /// By a mailed link.
    Link,
    /// By the operator, on the command line.
    Operator,
}

/// What happened to an account.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the fields are the details on the wire, told in docs/API.md")]
pub enum Happened<'a> {
    Registered {
        by: By,
        #[serde(flatten)]
        origin: Option<&'a Origin>,
    },
    Login {
        session: i64,
        kind: &'static str,
        #[serde(flatten)]
        origin: &'a Origin,
    },
    LoginFailed {
        #[serde(flatten)]
        origin: &'a Origin,
    },
    Logout {
        session: i64,
    },
    PasswordChanged {
        by: By,
    },
    ProfileUpdated {
        fields: &'a [&'static str],
        /// The user of the staff who did it.
        #[serde(skip_serializing_if = "Option::is_none")]
        staff: Option<i64>,
    },
    SessionEnded {
        session: i64,
        reason: &'static str,
    },
    Export {
        what: &'static str,
        format: &'static str,
        #[serde(skip_serializing_if = "Option::is_none")]
        staff: Option<i64>,
    },
    HistoryDeleted {
        record: i64,
        deleted_type: ActivityType,
        #[serde(skip_serializing_if = "Option::is_none")]
        staff: Option<i64>,
    },
    /// What this user of the staff did to another user.
    StaffAction {
        action: &'static str,
        user: i64,
    },
    /// What this user may do was set by the operator.
    RightsSet {
        action: &'static str,
        is_staff: bool,
        is_superuser: bool,
    },
}

impl Happened<'_> {
    /// What sort of thing it is.
    pub fn activity_type(&self) -> ActivityType {
        match self {
            Self::Registered { .. } => ActivityType::Registered,
            Self::Login { .. } => ActivityType::Login,
            Self::LoginFailed { .. } => ActivityType::LoginFailed,
            Self::Logout { .. } => ActivityType::Logout,
            Self::PasswordChanged { .. } => ActivityType::PasswordChanged,
            Self::ProfileUpdated { .. } => ActivityType::ProfileUpdated,
            Self::SessionEnded { .. } => ActivityType::SessionEnded,
            Self::Export { .. } => ActivityType::Export,
            Self::HistoryDeleted { .. } => ActivityType::HistoryDeleted,
            Self::StaffAction { .. } | Self::RightsSet { .. } => ActivityType::AdminAction,
        }
    }
}
