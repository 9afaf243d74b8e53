//! The agencies (SKPD) of the demo's regency: codes and names as such a regency has them, with how much of the salaries
//! and of the other spending each takes.

/// An agency.
#[derive(Debug)]
pub struct Agency {
    /// SIPD code, the accounting entity.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Share of the regency's salaries, in parts of the sum of all shares.
    pub staff: i64,
    /// Share of the regency's goods, services and works.
    pub works: i64,
}

const fn agency(code: &'static str, name: &'static str, staff: i64, works: i64) -> Agency {
    Agency { code, name, staff, works }
}

/// The treasury (PPKD), as the rulebook calls it. It keeps the regency's account at the bank and is no agency.
pub const TREASURY: &str = "ppkd";
/// The finance agency.
pub const FINANCE: &str = "5.02.0.00.0.00.01.0000";
/// The revenue agency.
pub const REVENUE: &str = "5.02.0.00.0.00.02.0000";
/// The health agency.
pub const HEALTH: &str = "1.02.0.00.0.00.01.0000";
/// The regional hospital.
pub const HOSPITAL: &str = "1.02.0.00.0.00.02.0000";
/// Public works.
pub const WORKS: &str = "1.03.0.00.0.00.01.0000";
/// The environment agency, which collects waste.
pub const ENVIRONMENT: &str = "2.11.0.00.0.00.01.0000";
/// The transport agency, which runs street parking.
pub const TRANSPORT: &str = "2.15.0.00.0.00.01.0000";
/// The licensing agency.
pub const LICENSING: &str = "2.18.0.00.0.00.01.0000";
/// Youth, sports and tourism.
pub const TOURISM: &str = "2.19.0.00.0.00.01.0000";
/// Trade, which runs the markets.
pub const TRADE: &str = "3.30.0.00.0.00.01.0000";
/// Village affairs.
pub const VILLAGES: &str = "2.13.0.00.0.00.01.0000";

/// Every agency.
pub const AGENCIES: &[Agency] = &[
    agency("1.01.0.00.0.00.01.0000", "Dinas Pendidikan dan Kebudayaan", 480, 170),
    agency(HEALTH, "Dinas Kesehatan", 150, 90),
    agency(HOSPITAL, "RSUD Martapura", 45, 60),
    agency(WORKS, "Dinas Pekerjaan Umum dan Tata Ruang", 14, 330),
    agency("1.04.0.00.0.00.01.0000", "Dinas Perumahan Rakyat dan Kawasan Permukiman", 8, 60),
    agency("1.05.0.00.0.00.01.0000", "Satuan Polisi Pamong Praja", 16, 8),
    agency("1.05.0.00.0.00.02.0000", "Badan Penanggulangan Bencana Daerah", 9, 9),
    agency("1.06.0.00.0.00.01.0000", "Dinas Sosial", 7, 9),
    agency("2.07.0.00.0.00.01.0000", "Dinas Tenaga Kerja dan Transmigrasi", 7, 5),
    agency("2.08.0.00.0.00.01.0000", "Dinas Pemberdayaan Perempuan dan Perlindungan Anak", 6, 4),
    agency("2.09.0.00.0.00.01.0000", "Dinas Ketahanan Pangan", 7, 5),
    agency(ENVIRONMENT, "Dinas Lingkungan Hidup", 10, 12),
    agency("2.12.0.00.0.00.01.0000", "Dinas Kependudukan dan Pencatatan Sipil", 9, 6),
    agency(VILLAGES, "Dinas Pemberdayaan Masyarakat dan Desa", 8, 7),
    agency("2.14.0.00.0.00.01.0000", "Dinas Pengendalian Penduduk dan Keluarga Berencana", 12, 8),
    agency(TRANSPORT, "Dinas Perhubungan", 10, 10),
    agency("2.16.0.00.0.00.01.0000", "Dinas Komunikasi dan Informatika", 8, 12),
    agency("2.17.0.00.0.00.01.0000", "Dinas Koperasi, Usaha Kecil dan Menengah", 7, 5),
    agency(LICENSING, "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", 8, 5),
    agency(TOURISM, "Dinas Pemuda, Olahraga dan Pariwisata", 8, 10),
    agency("2.23.0.00.0.00.01.0000", "Dinas Perpustakaan dan Kearsipan", 7, 5),
    agency("3.25.0.00.0.00.01.0000", "Dinas Perikanan", 8, 7),
    agency("3.27.0.00.0.00.01.0000", "Dinas Pertanian", 24, 22),
    agency(TRADE, "Dinas Perdagangan dan Perindustrian", 9, 11),
    agency("4.01.0.00.0.00.01.0000", "Sekretariat Daerah", 24, 36),
    agency("4.02.0.00.0.00.01.0000", "Sekretariat DPRD", 14, 28),
    agency("5.01.0.00.0.00.01.0000", "Badan Perencanaan Pembangunan Daerah", 8, 9),
    agency(FINANCE, "Badan Pengelolaan Keuangan dan Aset Daerah", 13, 18),
    agency(REVENUE, "Badan Pendapatan Daerah", 12, 14),
    agency("5.03.0.00.0.00.01.0000", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", 9, 9),
    agency("6.01.0.00.0.00.01.0000", "Inspektorat Daerah", 10, 7),
    agency("7.01.0.00.0.00.01.0000", "Kecamatan Martapura", 7, 3),
    agency("7.01.0.00.0.00.02.0000", "Kecamatan Belitang", 6, 3),
    agency("7.01.0.00.0.00.03.0000", "Kecamatan Buay Madang", 6, 2),
    agency("7.01.0.00.0.00.04.0000", "Kecamatan Madang Suku I", 5, 2),
    agency("7.01.0.00.0.00.05.0000", "Kecamatan Cempaka", 5, 2),
    agency("8.01.0.00.0.00.01.0000", "Badan Kesatuan Bangsa dan Politik", 6, 5),
];

/// Districts that taxpayers live in.
pub const DISTRICTS: &[&str] = &[
    "Martapura",
    "Bunga Mayang",
    "Jayapura",
    "Buay Pemuka Peliung",
    "Buay Madang",
    "Buay Madang Timur",
    "Buay Pemuka Bangsa Raja",
    "Madang Suku II",
    "Madang Suku III",
    "Madang Suku I",
    "Belitang Madang Raya",
    "Belitang",
    "Belitang Jaya",
    "Belitang III",
    "Belitang II",
    "Belitang Mulya",
    "Semendawai Suku III",
    "Semendawai Timur",
    "Cempaka",
    "Semendawai Barat",
];

#[cfg(test)]
mod tests {
    use super::AGENCIES;

    #[test]
    fn codes_are_names_and_there_once() {
        let codes: std::collections::BTreeSet<_> = AGENCIES.iter().map(|agency| agency.code).collect();
        assert_eq!(codes.len(), AGENCIES.len());
        assert!(codes.iter().all(|code| ledger::name::is_name(code)));
    }
}
