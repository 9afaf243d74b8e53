//! The bank's side of a month, told from the book's with what differs between the two in practice: payments that are cashed
//! later, a fee and a credit that nobody booked. As MT940 and as camt.053.

use std::fmt::Write;

/// An entry of the statement; above zero is a credit.
pub(crate) struct BankEntry {
    pub(crate) date: String,
    pub(crate) minor: i128,
    pub(crate) reference: String,
}

/// A statement of one month.
pub(crate) struct Month {
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) opening: i128,
    pub(crate) entries: Vec<BankEntry>,
}

const NUMBER: &str = "150-30-00001";

impl Month {
    pub(crate) fn closing(&self) -> i128 {
        self.opening + self.entries.iter().map(|entry| entry.minor).sum::<i128>()
    }

    pub(crate) fn mt940(&self) -> String {
        let side = |minor: i128| if minor < 0 { 'D' } else { 'C' };
        let amount = |minor: i128| format!("{},{:02}", minor.abs() / 100, minor.abs() % 100);
        let day = |date: &str| date[2..].replace('-', "");
        let balance = |tag: &str, date: &str, minor| {
            format!(":{tag}:{}{}IDR{}\n", side(minor), day(date), amount(minor))
        };
        let mut text = format!(":20:REKON\n:25:{NUMBER}\n:28C:12/1\n");
        text += &balance("60F", &self.first, self.opening);
        for entry in &self.entries {
            let BankEntry { date, minor, reference } = entry;
            // The field takes sixteen characters; a longer one is left out, as banks do.
            let short = if reference.len() > 16 { "NONREF" } else { reference };
            let (day, month_day) = (day(date), date[5..].replace('-', ""));
            writeln!(text, ":61:{day}{month_day}{}{}NTRF{short}//B", side(*minor), amount(*minor)).unwrap();
        }
        text + &balance("62F", &self.last, self.closing()) + "-\n"
    }

    pub(crate) fn camt(&self) -> String {
        let side = |minor: i128| if minor < 0 { "DBIT" } else { "CRDT" };
        let amount = |minor: i128| format!("{}.{:02}", minor.abs() / 100, minor.abs() % 100);
        let balance = |kind: &str, date: &str, minor| {
            format!(
                "<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Amt Ccy=\"IDR\">{}</Amt>\
                 <CdtDbtInd>{}</CdtDbtInd><Dt><Dt>{date}</Dt></Dt></Bal>\n",
                amount(minor),
                side(minor)
            )
        };
        let (first, last) = (&self.first, &self.last);
        let mut text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>\n\
             <GrpHdr><MsgId>REKON</MsgId><CreDtTm>{last}T23:00:00+07:00</CreDtTm></GrpHdr>\n\
             <Stmt><Id>REKON</Id><CreDtTm>{last}T23:00:00+07:00</CreDtTm>\
             <FrToDt><FrDtTm>{first}T00:00:00+07:00</FrDtTm><ToDtTm>{last}T23:59:59+07:00</ToDtTm></FrToDt>\
             <Acct><Id><Othr><Id>{NUMBER}</Id></Othr></Id><Ccy>IDR</Ccy></Acct>\n"
        );
        text += &balance("OPBD", first, self.opening);
        text += &balance("CLBD", last, self.closing());
        for (number, entry) in self.entries.iter().enumerate() {
            let BankEntry { date, minor, reference } = entry;
            writeln!(
                text,
                "<Ntry><NtryRef>{number}</NtryRef><Amt Ccy=\"IDR\">{}</Amt><CdtDbtInd>{}</CdtDbtInd>\
                 <Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{date}</Dt></BookgDt><ValDt><Dt>{date}</Dt></ValDt>\
                 <AcctSvcrRef>B{number}</AcctSvcrRef><BkTxCd><Prtry><Cd>TRF</Cd></Prtry></BkTxCd>\
                 <NtryDtls><TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>",
                amount(*minor),
                side(*minor)
            )
            .unwrap();
        }
        text + "</Stmt></BkToCstmrStmt></Document>\n"
    }
}
