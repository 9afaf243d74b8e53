//! What the standard answers: from the outcome of a notification to HTTP status and JSON body. A response code is the HTTP
//! status, the service's number and the case.
//!
//! A repeat is answered as the success that it was. The same payment with other content is answered with case 18, which the
//! sender of a payment takes as success as well: the money is here, and only the two records differ.

use serde_json::{Value, json};

use super::{Reply, Service, SnapError, accepted};

/// What became of a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// It was recorded now.
    Recorded,
    /// It was recorded before, with the same content.
    Repeated,
    /// It tells of a payment that is not final, or of one that came to nothing and was never recorded: nothing was recorded.
    NotFinal,
    /// Its payment was recorded before with other content.
    Inconsistent,
    /// The bill was paid before, by another payment.
    AlreadyPaid,
    /// There is no such bill.
    BillNotFound,
    /// The amount is not what is owed of the bill.
    WrongAmount,
    /// The bill's last day to pay is over: what is owed with its sanction is another bill.
    Expired,
    /// Its fields are wrong.
    Rejected(&'a SnapError),
    /// The ledger refused the payment by this rule, and will not take it later either.
    NotPermitted(&'a str),
    /// Signature or time are wrong, for this reason.
    Unauthorized(&'a str),
    /// The access token is missing, of somebody else or expired: the sender gets a new one.
    InvalidToken,
    /// `X-EXTERNAL-ID` was used that day.
    ExternalIdUsed,
    /// It could not be recorded now; the sender tries again.
    Unavailable,
    /// It is not known in time whether it was recorded; the sender tries again and gets the answer then.
    TimedOut,
}

impl Outcome<'_> {
    /// HTTP status, case and words; `None` for success.
    fn refusal(&self) -> Option<(u16, &'static str, String)> {
        let words = |status, case, words: &str| Some((status, case, words.to_owned()));
        match self {
            Self::Recorded | Self::Repeated | Self::NotFinal => None,
            Self::Inconsistent => words(404, "18", "Inconsistent Request"),
            Self::AlreadyPaid => words(404, "14", "Paid Bill"),
            Self::BillNotFound => words(404, "12", "Bill not found"),
            Self::WrongAmount => words(404, "13", "Invalid Amount"),
            Self::Expired => words(404, "19", "Invalid Bill/Virtual Account"),
            Self::Rejected(error) => {
                let (status, case) = case_of(error);
                Some((status, case, error.to_string()))
            }
            Self::NotPermitted(rule) => Some((403, "15", format!("Transaction Not Permitted. {rule}"))),
            Self::InvalidToken => words(401, "01", "Invalid Token (B2B)"),
            Self::Unauthorized(reason) => Some((401, "00", format!("Unauthorized. {reason}"))),
            Self::ExternalIdUsed => words(409, "00", "Conflict"),
            Self::Unavailable => words(500, "00", "General Error"),
            Self::TimedOut => words(504, "00", "Timeout"),
        }
    }

    /// Whether the sender counts the payment as taken.
    pub fn is_success_to_sender(&self) -> bool {
        matches!(self, Self::Recorded | Self::Repeated | Self::NotFinal | Self::Inconsistent)
    }
}

/// The status and case of a notification whose fields are wrong.
fn case_of(error: &SnapError) -> (u16, &'static str) {
    match error {
        SnapError::NotJson => (400, "00"),
        SnapError::InvalidField { .. } => (400, "01"),
        SnapError::MissingField(_) => (400, "02"),
        SnapError::UnknownTarget(_) => (404, "12"),
    }
}

/// The answer to a notification with this body.
pub fn answer(service: Service, outcome: Outcome<'_>, body: &[u8]) -> Reply {
    let Some((status, case, words)) = outcome.refusal() else { return accepted(service, body) };
    let code = format!("{status}{:02}{case}", service.number());
    let mut answer = json!({
        "responseCode": code,
        "responseMessage": words,
    });
    // Whoever sends payments of virtual accounts looks for its own data in any answer about the bill.
    let about_bill = status == 404 && service == Service::VirtualAccount;
    if let (true, Some(object)) = (about_bill, answer.as_object_mut()) {
        let mut echo = super::virtual_account_echo(body);
        let flag = if outcome.is_success_to_sender() { "00" } else { "01" };
        echo["paymentFlagStatus"] = Value::from(flag);
        echo["paymentFlagReason"] = reason(&outcome);
        object.insert("virtualAccountData".to_owned(), echo);
    }
    Reply { status, code, body: answer.to_string() }
}

/// What became of a request for an access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenOutcome<'a> {
    /// Here it is.
    Granted {
        /// The token.
        token: &'a str,
        /// For how long it is good.
        seconds: u32,
    },
    /// A header or the body is wrong.
    Rejected(&'a SnapError),
    /// Client, signature or time are wrong, for this reason.
    Unauthorized(&'a str),
    /// None can be made now.
    Unavailable,
}

/// The answer to a request for an access token, service 73.
pub fn token_answer(outcome: TokenOutcome<'_>) -> Reply {
    let (status, case, words) = match outcome {
        TokenOutcome::Granted { .. } => (200, "00", "Successful".to_owned()),
        TokenOutcome::Rejected(error) => {
            let (status, case) = case_of(error);
            (status, case, error.to_string())
        }
        TokenOutcome::Unauthorized(reason) => (401, "00", format!("Unauthorized. {reason}")),
        TokenOutcome::Unavailable => (500, "00", "General Error".to_owned()),
    };
    let code = format!("{status}73{case}");
    let mut answer = json!({ "responseCode": code, "responseMessage": words });
    if let TokenOutcome::Granted { token, seconds } = outcome {
        answer["accessToken"] = Value::from(token);
        answer["tokenType"] = Value::from("Bearer");
        // The standard's type is text.
        answer["expiresIn"] = Value::from(seconds.to_string());
    }
    Reply { status, code, body: answer.to_string() }
}

/// Why, in both languages that the standard has.
fn reason(outcome: &Outcome<'_>) -> Value {
    let (english, indonesia) = match outcome {
        Outcome::AlreadyPaid => ("Bill has been paid", "Tagihan telah dibayar"),
        Outcome::BillNotFound | Outcome::Rejected(_) => ("Bill not found", "Tagihan tidak ditemukan"),
        Outcome::WrongAmount => ("Invalid amount", "Nilai tidak sesuai"),
        Outcome::Expired => ("Bill expired", "Tagihan kedaluwarsa"),
        _ => ("Success", "Sukses"),
    };
    json!({ "english": english, "indonesia": indonesia })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(service: Service, outcome: Outcome<'_>) -> (u16, String) {
        let reply = answer(service, outcome, br#"{"partnerServiceId":"   15975"}"#);
        let body: Value = serde_json::from_str(&reply.body).unwrap();
        assert_eq!(body["responseCode"], reply.code);
        (reply.status, reply.code)
    }

    #[test]
    fn every_outcome_has_the_standard_s_code() {
        let missing = SnapError::MissingField("paidAmount");
        let wrong = SnapError::InvalidField { field: "paidAmount", value: "x".to_owned(), wanted: "y" };
        for (outcome, status, va, qris) in [
            (Outcome::Recorded, 200, "2002500", "2005200"),
            (Outcome::Repeated, 200, "2002500", "2005200"),
            (Outcome::NotFinal, 200, "2002500", "2005200"),
            (Outcome::Inconsistent, 404, "4042518", "4045218"),
            (Outcome::AlreadyPaid, 404, "4042514", "4045214"),
            (Outcome::BillNotFound, 404, "4042512", "4045212"),
            (Outcome::WrongAmount, 404, "4042513", "4045213"),
            (Outcome::Expired, 404, "4042519", "4045219"),
            (Outcome::Rejected(&SnapError::NotJson), 400, "4002500", "4005200"),
            (Outcome::Rejected(&wrong), 400, "4002501", "4005201"),
            (Outcome::Rejected(&missing), 400, "4002502", "4005202"),
            (Outcome::NotPermitted("period_closed"), 403, "4032515", "4035215"),
            (Outcome::Unauthorized("x"), 401, "4012500", "4015200"),
            (Outcome::InvalidToken, 401, "4012501", "4015201"),
            (Outcome::ExternalIdUsed, 409, "4092500", "4095200"),
            (Outcome::Unavailable, 500, "5002500", "5005200"),
            (Outcome::TimedOut, 504, "5042500", "5045200"),
        ] {
            assert_eq!(code(Service::VirtualAccount, outcome), (status, va.to_owned()));
            assert_eq!(code(Service::QrisMerchant, outcome), (status, qris.to_owned()));
        }
        assert_eq!(code(Service::QrisCustomer, Outcome::Recorded).1, "2007900");
    }

    #[test]
    fn a_token_is_granted_or_refused_with_the_codes_of_service_73() {
        let granted = token_answer(TokenOutcome::Granted { token: "t", seconds: 900 });
        let body: Value = serde_json::from_str(&granted.body).unwrap();
        assert_eq!((granted.status, granted.code.as_str()), (200, "2007300"));
        assert_eq!((&body["accessToken"], &body["expiresIn"]), (&Value::from("t"), &Value::from("900")));
        let missing = SnapError::MissingField("X-CLIENT-KEY");
        for (outcome, code) in [
            (TokenOutcome::Rejected(&missing), "4007302"),
            (TokenOutcome::Unauthorized("x"), "4017300"),
            (TokenOutcome::Unavailable, "5007300"),
        ] {
            assert_eq!(token_answer(outcome).code, code);
        }
    }

    #[test]
    fn a_repeat_is_answered_as_the_success_it_was_and_other_content_counts_as_paid() {
        let body = br#"{"partnerServiceId":"   15975","paymentRequestId":"P-1","flagAdvise":"Y"}"#;
        let of = |outcome| answer(Service::VirtualAccount, outcome, body);
        assert_eq!(of(Outcome::Repeated), of(Outcome::Recorded));
        let flag = |outcome| {
            let body: Value = serde_json::from_str(&of(outcome).body).unwrap();
            let data = &body["virtualAccountData"];
            assert_eq!(data["paymentRequestId"], "P-1");
            data["paymentFlagStatus"].as_str().unwrap().to_owned()
        };
        assert_eq!(flag(Outcome::Inconsistent), "00");
        assert_eq!(flag(Outcome::AlreadyPaid), "01");
        assert!(Outcome::Inconsistent.is_success_to_sender() && !Outcome::AlreadyPaid.is_success_to_sender());
    }
}
