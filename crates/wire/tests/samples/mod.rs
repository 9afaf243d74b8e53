//! One message of every type with every field set, as JSON. Golden bytes and property tests start from these.

use wire::message::Message;

/// Type (without package) and JSON body.
pub(crate) const SAMPLES: &[(&str, &str)] = &[
    (
        "AssessmentIssued",
        r#"{"date":"2026-01-05","agency":"5.02","account":"4.1.01.15.01.0001","amount":{"value":"1250000.50","currency":"IDR"},
        "assessment":"SKPD/1","payer":"p-1","district":"Martapura","dueDate":"2026-02-05"}"#,
    ),
    (
        "PaymentReceived",
        r#"{"date":"2026-01-06","agency":"5.02","account":"4.1.01.15.01.0001","amount":{"value":"1275000","currency":"IDR"},
        "penalty":{"value":"25000","currency":"IDR"},"penaltyAccount":"4.1.04.12.05.0001",
        "overpayment":{"value":"0.50","currency":"IDR"},"basis":"assessed","into":"treasury","channel":"qris",
        "payer":"p-1","district":"Martapura","assessment":"SKPD/1","receipt":"R-9"}"#,
    ),
    (
        "SettlementReceived",
        r#"{"date":"2026-01-07","agency":"5.02","account":"4.1.01.15.01.0001","amount":{"value":"10000","currency":"IDR"},
        "fee":{"value":"70","currency":"IDR"},"channel":"qris","acquirer":"BPD","reference":"S-1"}"#,
    ),
    (
        "DepositMade",
        r#"{"date":"2026-01-07","agency":"5.02","account":"4.1.02.01.01.0001","amount":{"value":"5000","currency":"IDR"},
        "slip":"STS-1","channel":"teller"}"#,
    ),
    (
        "PaymentReversed",
        r#"{"date":"2026-01-08","originalSource":"urn:bank","originalId":"9","reason":"wrong agency","atOriginalDate":true}"#,
    ),
    (
        "RefundPaid",
        r#"{"date":"2026-01-09","agency":"5.02","account":"4.1.01.15.01.0001","amount":{"value":"0.5","currency":"IDR"},
        "from":"overpayment","payer":"p-1","reference":"RF-1","channel":"sp2d-online"}"#,
    ),
    (
        "UnidentifiedReceived",
        r#"{"date":"2026-01-09","amount":{"value":"800.50","currency":"IDR"},"reference":"B-77","channel":"teller",
        "description":"setoran tunai"}"#,
    ),
    (
        "ReceiptIdentified",
        r#"{"date":"2026-01-12","agency":"5.02","account":"4.1.01.15.01.0001","amount":{"value":"800.50","currency":"IDR"},
        "penalty":{"value":"8","currency":"IDR"},"penaltyAccount":"4.1.04.12.15.0001",
        "overpayment":{"value":"0.50","currency":"IDR"},"basis":"assessed","reference":"B-77","payer":"p-1",
        "district":"Martapura","assessment":"SKPD/1","document":"BA-1"}"#,
    ),
    (
        "InterestReceived",
        r#"{"date":"2026-01-31","account":"4.1.04.05.01.0001","amount":{"value":"12.34","currency":"IDR"},"reference":"B-78",
        "channel":"other"}"#,
    ),
    (
        "FeeAuthorized",
        r#"{"date":"2026-02-01","agency":"5.02","account":"5.1.02.02.01.0042","amount":{"value":"70","currency":"IDR"},
        "document":"SPM-F-1"}"#,
    ),
    (
        "AllowanceRecognized",
        r#"{"date":"2026-12-31","agency":"5.02","account":"4.1.01.15.01.0001","amount":{"value":"900","currency":"IDR"},
        "document":"KK-1"}"#,
    ),
    (
        "ReceivableWrittenOff",
        r#"{"date":"2026-12-31","agency":"5.02","account":"4.1.01.15.01.0001","amount":{"value":"400","currency":"IDR"},
        "document":"SK-1","reason":"time-barred","payer":"p-1","assessment":"SKPD/1"}"#,
    ),
    (
        "PriorYearCorrected",
        r#"{"date":"2026-02-02","agency":"5.02","account":"1.1.03.15.01.0001","side":"credit",
        "amount":{"value":"5","currency":"IDR"},"correctionAccount":"3.1.04.01.03.0001","document":"BA-2","reason":"assessed twice"}"#,
    ),
    (
        "BudgetApproved",
        r#"{"date":"2026-01-01","agency":"1.02","document":"DPA-1",
        "revenue":[{"account":"4.1.01","amount":{"value":"100","currency":"IDR"}}],
        "expenditure":[{"account":"5.1.02","amount":{"value":"90","currency":"IDR"}}],
        "financingIn":[{"account":"6.1","amount":{"value":"1","currency":"IDR"}}],
        "financingOut":[{"account":"6.2","amount":{"value":"2","currency":"IDR"}}]}"#,
    ),
    (
        "BudgetRevised",
        r#"{"date":"2026-08-01","agency":"1.02","document":"DPPA-1",
        "revenue":[{"account":"4.1.01","amount":{"value":"110","currency":"IDR"},"previous":{"value":"100","currency":"IDR"}}],
        "expenditure":[{"account":"5.1.02","amount":{"value":"95","currency":"IDR"},"previous":{"value":"90","currency":"IDR"}}],
        "financingIn":[{"account":"6.1","amount":{"value":"3","currency":"IDR"}}],
        "financingOut":[{"account":"6.2","amount":{"value":"4","currency":"IDR"}}],"reason":"mid-year"}"#,
    ),
    (
        "FundReleased",
        r#"{"date":"2026-01-02","agency":"1.02","amount":{"value":"90","currency":"IDR"},"document":"SPD-1",
        "validFrom":"2026-01-01","validTo":"2026-03-31","description":"first quarter"}"#,
    ),
    (
        "PaymentRequested",
        r#"{"date":"2026-03-01","agency":"1.02","account":"5.1.02","amount":{"value":"7","currency":"IDR"},"request":"SPP-1",
        "fundRelease":"SPD-1","kind":"direct","description":"paper"}"#,
    ),
    (
        "DeliveryAccepted",
        r#"{"date":"2026-03-01","agency":"1.02","account":"5.1.02","amount":{"value":"7","currency":"IDR"},"document":"BAST-1",
        "vendor":{"id":"v-1","scale":"micro","domicile":"OKU Timur","origin":"domestic","localContentPercent":"42.50",
        "procurementChannel":"e-catalogue","contract":"K-1","invoiceDate":"2026-02-20"}}"#,
    ),
    (
        "DisbursementOrdered",
        r#"{"date":"2026-03-02","agency":"1.02","account":"5.1.02","amount":{"value":"7","currency":"IDR"},"order":"SPM-1",
        "vendor":{"id":"v-1"}}"#,
    ),
    (
        "DisbursementPaid",
        r#"{"date":"2026-03-03","agency":"1.02","account":"5.1.02","amount":{"value":"7","currency":"IDR"},"order":"SPM-1",
        "basis":"payable","deductions":[{"account":"2.1.01","amount":{"value":"1","currency":"IDR"}}],
        "channel":"sp2d-online","vendor":{"id":"v-1"}}"#,
    ),
    (
        "DisbursementFailed",
        r#"{"date":"2026-03-03","agency":"1.02","order":"SPM-2","reason":"account closed"}"#,
    ),
    (
        "SpendingReported",
        r#"{"date":"2026-03-04","agency":"1.02","account":"5.1.02","amount":{"value":"3","currency":"IDR"},"report":"SPJ-1",
        "description":"paper","channel":"cash","vendor":{"id":"v-2"}}"#,
    ),
    (
        "SpendingReturned",
        r#"{"date":"2026-03-05","agency":"1.02","account":"5.1.02","amount":{"value":"1","currency":"IDR"},"reference":"CP-1",
        "description":"paper","channel":"cms","vendor":{"id":"v-2"}}"#,
    ),
    (
        "CardPurchase",
        r#"{"date":"2026-03-06","agency":"1.02","account":"5.1.02","amount":{"value":"2","currency":"IDR"},"reference":"KK-1",
        "vendor":{"id":"v-3"}}"#,
    ),
    (
        "TaxRemitted",
        r#"{"date":"2026-03-07","agency":"5.02","deductions":[{"account":"2.1.01","amount":{"value":"1","currency":"IDR"}}],
        "stateReceipt":"NTPN-1","channel":"other"}"#,
    ),
    (
        "ImprestIssued",
        r#"{"date":"2026-01-10","agency":"1.02","amount":{"value":"50","currency":"IDR"},"kind":"initial","order":"SP2D-UP-1",
        "channel":"sp2d-online"}"#,
    ),
    (
        "ImprestReturned",
        r#"{"date":"2026-12-30","agency":"1.02","amount":{"value":"5","currency":"IDR"},"slip":"STS-9","channel":"teller"}"#,
    ),
    (
        "ReconciliationConfirmed",
        r#"{"date":"2026-01-31","agency":"ppkd","account":"1.1.01.01.01.0001","document":"BA-REKON-1","bankAccount":"150-30-1",
        "periodFrom":"2026-01-01","periodTo":"2026-01-31","confirmedBy":"kuasa-bud",
        "matches":[{"entries":["JAN 1/B1","JAN 1/B2"],"lines":["12.0"]}],
        "openEntries":[{"entry":"JAN 1/B4","date":"2026-01-20","credit":{"value":"25","currency":"IDR"},"references":["B4"],
        "description":"teller"},{"entry":"JAN 1/B5","date":"2026-01-31","debit":{"value":"2","currency":"IDR"}}]}"#,
    ),
    (
        "JournalPosted",
        r#"{"date":"2026-01-02","kind":"opening","description":"cash in hand","reference":"J-1","lines":[
        {"account":"a:1","debit":{"value":"10","currency":"IDR"}},{"account":"a:2","credit":{"value":"10","currency":"IDR"}}]}"#,
    ),
    (
        "HoldPlaced",
        r#"{"date":"2026-01-02","hold":"h-1","lines":[{"account":"a:1","debit":{"value":"10"}},
        {"account":"a:2","credit":{"value":"10"}}],"expiresAt":"2026-02-02T00:00:00+07:00","description":"reserve"}"#,
    ),
    (
        "HoldCaptured",
        r#"{"date":"2026-01-03","hold":"h-1","amount":{"value":"4","currency":"IDR"},"lines":[{"account":"a:1","debit":{"value":"4"}}],
        "keepRemainder":true,"description":"part"}"#,
    ),
    ("HoldReleased", r#"{"date":"2026-01-04","hold":"h-1","reason":"cancelled"}"#),
    (
        "AccountOpened",
        r#"{"date":"2026-01-01","account":"a:1","normalSide":"debit","currency":"IDR","bookSide":"budget",
        "debitsMustNotExceedCredits":true,"creditsMustNotExceedDebits":true,"ceiling":{"value":"500","currency":"IDR"},
        "name":"cash"}"#,
    ),
    ("AccountClosed", r#"{"date":"2026-01-01","account":"a:1","reason":"merged"}"#),
    ("AccountReopened", r#"{"date":"2026-01-01","account":"a:1","reason":"after all"}"#),
    (
        "CeilingSet",
        r#"{"date":"2026-01-01","account":"a:1","ceiling":{"value":"600","currency":"IDR"},"reason":"revised"}"#,
    ),
    (
        "PeriodClosed",
        r#"{"date":"2026-04-10","period":"2026-03","lateItems":"next-open-period","reason":"done"}"#,
    ),
    ("PeriodReopened", r#"{"date":"2026-04-20","period":"2026-03","reason":"a bank statement came late"}"#),
    (
        "Linked",
        r#"{"date":"2026-01-01","items":[
        {"accountOpened":{"account":"a:3","normalSide":"credit"}},
        {"journal":{"lines":[{"account":"a:1","debit":{"value":"1"}},{"account":"a:3","credit":{"value":"1"}}]}},
        {"holdPlaced":{"hold":"h-2","lines":[{"account":"a:1","debit":{"value":"1"}},{"account":"a:3","credit":{"value":"1"}}]}},
        {"holdCaptured":{"hold":"h-2"}},{"holdReleased":{"hold":"h-1"}},{"accountClosed":{"account":"a:2"}},
        {"accountReopened":{"account":"a:2"}},{"ceilingSet":{"account":"a:3"}}]}"#,
    ),
    (
        "ProposalMade",
        r#"{"date":"2026-04-21","proposal":"JM-1","maker":"ani","reason":"wrong account",
        "journalPosted":{"lines":[{"account":"a:1","debit":{"value":"1"}},{"account":"a:3","credit":{"value":"1"}}]}}"#,
    ),
    ("ProposalApproved", r#"{"date":"2026-04-22","proposal":"JM-1","checker":"budi","note":"seen"}"#),
    ("ProposalDeclined", r#"{"date":"2026-04-22","proposal":"JM-2","checker":"budi","reason":"no receipt"}"#),
    (
        "RulebookPublished",
        r#"{"date":"2026-04-23","name":"r.yaml","yaml":"x","sha256":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881","reason":"yearly"}"#,
    ),
    (
        "ChartPublished",
        r#"{"date":"2026-04-23","name":"c.csv","csv":"x","sha256":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881","reason":"yearly"}"#,
    ),
];

/// Messages that got fields after their first golden bytes were written, with these set too; twice, where more came later.
pub(crate) const GROWN: &[(&str, &str)] = &[
    (
        "DisbursementOrdered",
        r#"{"date":"2026-03-02","agency":"1.02","account":"5.1.02~5.02.01","amount":{"value":"7","currency":"IDR"},
        "order":"SPM-1","vendor":{"id":"v-1"},"request":"SPP-1","fundRelease":"SPD-1",
        "deductions":[{"account":"2.1.01","amount":{"value":"1","currency":"IDR"}}],
        "transfer":{"value":"6","currency":"IDR"},"kind":"goods"}"#,
    ),
    (
        "DisbursementPaid",
        r#"{"date":"2026-03-03","agency":"1.02","account":"5.1.02~5.02.01","amount":{"value":"7","currency":"IDR"},
        "order":"SPM-1","basis":"payable","deductions":[{"account":"2.1.01","amount":{"value":"1","currency":"IDR"}}],
        "channel":"sp2d-online","vendor":{"id":"v-1"},"disbursement":"SP2D-1",
        "transfer":{"value":"6","currency":"IDR"},"kind":"salary"}"#,
    ),
    (
        "DisbursementOrdered",
        r#"{"date":"2026-03-02","agency":"1.02","account":"5.1.02","amount":{"value":"7","currency":"IDR"},
        "order":"SPM-1","vendor":{"id":"v-1"},"request":"SPP-1","fundRelease":"SPD-1",
        "deductions":[{"account":"2.1.01","amount":{"value":"1","currency":"IDR"}}],
        "transfer":{"value":"6","currency":"IDR"},"kind":"goods","description":"paper"}"#,
    ),
    (
        "DisbursementPaid",
        r#"{"date":"2026-03-03","agency":"1.02","account":"5.1.02","amount":{"value":"7","currency":"IDR"},
        "order":"SPM-1","basis":"payable","deductions":[{"account":"2.1.01","amount":{"value":"1","currency":"IDR"}}],
        "channel":"sp2d-online","vendor":{"id":"v-1"},"disbursement":"SP2D-1",
        "transfer":{"value":"6","currency":"IDR"},"kind":"goods","description":"paper"}"#,
    ),
    (
        "DepositMade",
        r#"{"date":"2026-01-07","agency":"5.02","account":"4.1.02.01.01.0001","amount":{"value":"5000","currency":"IDR"},
        "slip":"STS-1","channel":"teller","depositor":"Bendahara Penerimaan","description":"January"}"#,
    ),
    (
        "ImprestIssued",
        r#"{"date":"2026-01-10","agency":"1.02","amount":{"value":"50","currency":"IDR"},"kind":"initial","order":"SPM-UP-1",
        "channel":"sp2d-online","request":"SPP-UP-1","fundRelease":"SPD-1","disbursement":"SP2D-UP-1",
        "deductions":[{"account":"2.1.01","amount":{"value":"1","currency":"IDR"}}],
        "transfer":{"value":"49","currency":"IDR"},"description":"cash"}"#,
    ),
    (
        "ImprestReturned",
        r#"{"date":"2026-12-30","agency":"1.02","amount":{"value":"5","currency":"IDR"},"slip":"STS-9","channel":"teller",
        "depositor":"Bendahara Pengeluaran","description":"unspent"}"#,
    ),
    (
        "ReconciliationConfirmed",
        r#"{"date":"2026-01-31","agency":"ppkd","account":"1.1.01.01.01.0001","document":"BA-REKON-1","bankAccount":"150-30-1",
        "periodFrom":"2026-01-01","periodTo":"2026-01-31","confirmedBy":"kuasa-bud",
        "matches":[{"entries":["JAN 1/B1","JAN 1/B2"],"lines":["12.0"]}],
        "openEntries":[{"entry":"JAN 1/B4","date":"2026-01-20","credit":{"value":"25","currency":"IDR"},"references":["B4"],
        "description":"teller"},{"entry":"JAN 1/B5","date":"2026-01-31","debit":{"value":"2","currency":"IDR"}}],
        "openLines":[{"line":"14.1","date":"2026-01-30","credit":{"value":"40","currency":"IDR"}},
        {"line":"15.0","date":"2026-01-31","debit":{"value":"7","currency":"IDR"}}],
        "statementBalance":{"value":"-1293","currency":"IDR"},"bookBalance":{"value":"1230.50","currency":"IDR"},
        "position":"17"}"#,
    ),
    (
        "SpendingReturned",
        r#"{"date":"2026-03-05","agency":"1.02","account":"5.1.02","amount":{"value":"1","currency":"IDR"},"reference":"CP-1",
        "description":"paper","channel":"cms","vendor":{"id":"v-2"},"into":"treasurer"}"#,
    ),
];

/// The full type of a sample.
pub(crate) fn full_type(name: &str) -> String {
    format!("{}{name}", wire::message::PACKAGE)
}

/// A sample with every field set, decoded.
pub(crate) fn sample(name: &str) -> Message {
    let (_, json) = GROWN.iter().rev().chain(SAMPLES).find(|(sample, _)| *sample == name).unwrap();
    Message::decode(&full_type(name), "application/json", json.as_bytes()).unwrap()
}
