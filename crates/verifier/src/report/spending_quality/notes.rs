//! The lines below the table of the quality of spending: the target and what it is held against, and what the figures are not.

use super::figures::Sums;
use crate::report::terms::spending::InForce;
use crate::report::{TieOut, head, with_comma};

pub(super) fn of(all: &Sums, terms: &InForce, sha256: &str, tie_out: &TieOut) -> Option<Vec<String>> {
    let number = |minor| head::number(minor, &tie_out.currency);
    let mut notes = vec![
        format!(
            "Realisasi LRA lingkup yang sama / LRA realisation of the same scope: {}; selisih / difference {}",
            number(tie_out.right),
            number(tie_out.left - tie_out.right)
        ),
        format!("Usaha mikro, kecil dan koperasi / micro, small and cooperatives: {}", target(all, terms)?),
        format!(
            "Tidak diketahui tidak pernah dihitung tercapai / unknown never counts as met: skala / scale {} %, asal / origin {} %, \
             TKDN / local content {} %, domisili / domicile {} %",
            with_comma(all.share(all.unknown_scale)?),
            with_comma(all.share(all.unknown_origin)?),
            with_comma(all.share(all.amount - all.known_content)?),
            with_comma(all.share(all.unknown_domicile)?)
        ),
        format!(
            "TKDN tertimbang / weighted local content: {} % dari seluruh realisasi / of all realisation, {} % dari yang diketahui / of \
             what is known",
            with_comma(all.local_content()?),
            with_comma(all.local_content_of_known()?)
        ),
    ];
    if let Some((least, source)) = terms.local_content {
        notes.push(format!(
            "TKDN paling sedikit / local content of at least {} % [{source}]: {} %",
            with_comma(least),
            with_comma(all.share(all.content_met)?)
        ));
    }
    notes.push(format!(
        "Hari faktur sampai bayar / days from invoice to payment: {} pembayaran dengan tanggal faktur / payments with an invoice date; \
         {} dibayar sebelum tanggal faktur dan tidak dihitung / paid before their invoice and not counted",
        all.days.number(),
        all.early
    ));
    notes.push(format!(
        "Lingkup / scope: {}; ketentuan hari terakhir periode / terms of the last day of the period, SHA-256 {sha256}",
        terms.scope.join(", ")
    ));
    if !terms.unconfirmed.is_empty() {
        notes.push(format!("Belum dikonfirmasi / to be confirmed [K]: {}", terms.unconfirmed.join(", ")));
    }
    Some(notes)
}

fn target(all: &Sums, terms: &InForce) -> Option<String> {
    let share = all.share(all.met)?;
    let shown = with_comma(share);
    let Some((target, source)) = terms.target else {
        return Some(format!("{shown} %, tidak ada target pada hari itu / no target on that day"));
    };
    let is_met = if share >= target { "tercapai / met" } else { "belum tercapai / not met" };
    Some(format!("{shown} %, target {} % [{source}]: {is_met}", with_comma(target)))
}
