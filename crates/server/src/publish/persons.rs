//! Who may send which events: makers propose, checkers approve, services publish, and everybody signs with the name of their
//! own token. Without tokens nobody is known, and what events say of makers and checkers is taken as it stands.

use axum::http::StatusCode;
use command_handler::Incoming;
use wire::message::{Message, PACKAGE};

use crate::auth::{Role, Signer};
use crate::problem::Problem;

/// All messages are ones that the bearer may send. The first that is not is named, and nothing of the request is recorded.
pub(super) fn check(signer: Option<&Signer>, messages: &[Incoming]) -> Result<(), Problem> {
    let Some(signer) = signer else { return Ok(()) };
    messages.iter().try_for_each(|message| check_one(signer, message))
}

fn check_one(signer: &Signer, message: &Incoming) -> Result<(), Problem> {
    // What can't be read is quarantined and moves nothing.
    let Ok(envelope) = &message.envelope else { return Ok(()) };
    let name = envelope.event_type.strip_prefix(PACKAGE).unwrap_or(&envelope.event_type);
    if !allows(signer.role, name) {
        let detail = format!("the token's role is {:?}, which does not send {name}", signer.role);
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "forbidden",
            "the token does not allow this",
            detail,
        ));
    }
    if !name.starts_with("Proposal") {
        return check_type(signer, name);
    }
    let decoded = Message::decode(&envelope.event_type, &envelope.content_type, &message.body);
    let (field, person) = match &decoded {
        Ok(Message::ProposalMade(made)) => {
            if let Some(event) = Message::proposed(made) {
                let proposed = event.event_type();
                check_type(signer, proposed.strip_prefix(PACKAGE).unwrap_or(proposed))?;
            }
            ("maker", &made.maker)
        }
        Ok(Message::ProposalApproved(approved)) => ("checker", &approved.checker),
        Ok(Message::ProposalDeclined(declined)) => ("checker", &declined.checker),
        _ => return Ok(()),
    };
    if *person == signer.name {
        return Ok(());
    }
    let detail = format!(
        "\"{field}\" is \"{person}\", and the token is that of \"{}\": each signs for themselves",
        signer.name
    );
    Err(Problem::new(StatusCode::FORBIDDEN, "another_person", "the event names another person", detail))
}

/// What the bearer sends or proposes is of a type that the token is for.
fn check_type(signer: &Signer, name: &str) -> Result<(), Problem> {
    if signer.event_types.is_empty() || signer.event_types.iter().any(|held| held == name) {
        return Ok(());
    }
    let detail = format!("the token is for {}, not for {name}", signer.event_types.join(", "));
    Err(Problem::new(StatusCode::FORBIDDEN, "forbidden", "the token does not allow this", detail))
}

fn allows(role: Role, name: &str) -> bool {
    match role {
        Role::Operator => true,
        Role::Publisher => !name.starts_with("Proposal"),
        Role::Maker => matches!(name, "ProposalMade" | "ProposalDeclined"),
        Role::Checker => matches!(name, "ProposalApproved" | "ProposalDeclined"),
        Role::Reader | Role::DataOfficer => false,
    }
}
