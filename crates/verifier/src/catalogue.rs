//! Every sentence that the program says about a log, in English and Indonesian. A place like `{0}` takes a value: a number,
//! a name, a hash; never prose, so that no sentence is half in one language.

use clap::ValueEnum;

/// The language of what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// English.
    #[value(name = "en")]
    English,
    /// Bahasa Indonesia.
    #[value(name = "id")]
    Indonesian,
}

impl Language {
    /// The language of a locale such as `id_ID.UTF-8`; English for all others.
    #[must_use]
    pub fn of_locale(locale: &str) -> Self {
        let language = locale.split(['_', '.', '@']).next().unwrap_or("");
        if language.eq_ignore_ascii_case("id") { Self::Indonesian } else { Self::English }
    }
}

/// A sentence of the catalogue with the values of its places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Which sentence.
    pub code: Code,
    /// Its values, in order.
    pub values: Vec<Value>,
}

/// What stands in a place of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number, a name, a hash: the same in every language.
    Data(String),
    /// A word of the catalogue.
    Word(Code),
}

impl From<Code> for Value {
    fn from(word: Code) -> Self {
        Self::Word(word)
    }
}

macro_rules! data {
    ($($kind:ty),+) => {
        $(impl From<$kind> for Value {
            fn from(value: $kind) -> Self {
                Self::Data(value.to_string())
            }
        })+
    };
}

data!(u16, u32, i32, u64, i64, usize, &str, String, &String, &Box<str>, transparency::Hash);

impl Text {
    /// The sentence in a language.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        let mut said = String::new();
        let mut rest = self.code.template(language);
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            let (place, after) = after.split_once('}').unwrap_or(("", after));
            let value = place.parse().ok().and_then(|place: usize| self.values.get(place));
            said.push_str(match value {
                Some(Value::Data(data)) => data,
                Some(Value::Word(word)) => word.template(language),
                None => "?",
            });
            rest = after;
        }
        said.push_str(rest);
        said
    }
}

/// A sentence with its values: `text!(Code::FileSurplus, size)`.
#[macro_export]
macro_rules! text {
    ($code:expr $(, $value:expr)* $(,)?) => {
        $crate::catalogue::Text { code: $code, values: vec![$($crate::catalogue::Value::from($value)),*] }
    };
}

macro_rules! catalogue {
    ($($variant:ident = $code:literal, $english:literal, $indonesian:literal;)+) => {
        /// The sentences. The code is stable and stands in the JSON output.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $english] $variant,)+
        }

        impl Code {
            /// Every sentence.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable code.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The sentence with its places open.
            #[must_use]
            pub fn template(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$variant, Language::English) => $english,
                    (Self::$variant, Language::Indonesian) => $indonesian,)+
                }
            }
        }
    };
}

catalogue! {
    // Headings of the output.
    Proved = "proved", "PROVED", "TERBUKTI";
    Refuted = "refuted", "REFUTED", "TERBANTAH";
    CheckedHead = "checked", "What was checked", "Yang diperiksa";
    NotesHead = "notes", "To be known", "Perlu diketahui";
    PostedHead = "posted", "What the entry says", "Isi entri";
    FirstHead = "first", "The first place where something is wrong", "Tempat pertama yang salah";
    OthersHead = "others", "What else is wrong", "Kesalahan lainnya";
    MoreFindings = "more_findings", "and {0} more that are not listed", "dan {0} lagi yang tidak dicantumkan";
    AtPosition = "at_position", "position {0}", "posisi {0}";
    AtFile = "at_file", "file {0}", "berkas {0}";
    AtField = "at_field", "field {0}", "bidang {0}";

    // Files.
    FileMissing = "file_missing", "the file is missing", "berkas tidak ada";
    FileSurplus = "file_surplus", "the file does not belong to a log of {0} entries", "berkas ini bukan bagian dari log dengan {0} entri";
    FileUnreadable = "file_unreadable", "the file was not readable", "berkas tidak dapat dibaca";
    BundleTruncated = "bundle_truncated", "the bundle ends in the middle of an entry", "bundel berakhir di tengah sebuah entri";
    BundleCount = "bundle_count", "the bundle holds {0} entries; {1} belong into it", "bundel berisi {0} entri; seharusnya {1}";
    TileLength = "tile_length", "the tile has {0} bytes; {1} belong into it", "ubin berisi {0} bita; seharusnya {1}";
    TileDiffers = "tile_differs", "hash {0} of this tile and what lies below it, {1}, do not agree: one of the two was changed", "hash ke-{0} pada ubin ini tidak cocok dengan isi di bawahnya, {1}: salah satunya telah diubah";
    PartialDiffers = "partial_differs", "this partial file is not the beginning of the whole one", "berkas sebagian ini bukan awal dari berkas utuhnya";
    StoppedAt = "stopped_at", "the entries after position {0} could not be checked", "entri setelah posisi {0} tidak dapat diperiksa";

    // Checkpoints.
    CheckpointUnreadable = "checkpoint_unreadable", "this is not a signed checkpoint", "ini bukan checkpoint bertanda tangan";
    CheckpointOrigin = "checkpoint_origin", "the checkpoint is of the log \"{0}\", which the policy does not name", "checkpoint ini milik log \"{0}\", yang tidak disebut dalam kebijakan";
    CheckpointSignature = "checkpoint_signature", "the checkpoint has no valid signature of the log \"{0}\"", "checkpoint tidak memiliki tanda tangan sah dari log \"{0}\"";
    CheckpointBadSignature = "checkpoint_bad_signature", "the signature in the name of \"{0}\" is not valid", "tanda tangan atas nama \"{0}\" tidak sah";
    CheckpointUnknownLine = "checkpoint_unknown_line", "the checkpoint has a signature in the name of \"{0}\", which the policy does not know", "checkpoint memiliki tanda tangan atas nama \"{0}\", yang tidak dikenal oleh kebijakan";
    QuorumNotMet = "quorum_not_met", "the cosignatures of the witnesses do not reach the policy's quorum (valid ones: {0})", "tanda tangan para saksi tidak mencapai kuorum kebijakan (yang sah: {0})";
    CheckpointName = "checkpoint_name", "the file's name says {0} entries, the checkpoint says {1}", "nama berkas menyebut {0} entri, checkpoint menyebut {1}";
    CheckpointBeyond = "checkpoint_beyond", "this checkpoint is over {0} entries and the log has {1}: entries were cut off", "checkpoint ini mencakup {0} entri sedangkan log hanya {1}: ada entri yang dipotong";
    RootDiffers = "root_differs", "the {0} entries lead to the root {1}; the checkpoint signs {2}", "{0} entri ini menghasilkan akar {1}; checkpoint menandatangani {2}";
    OldRootDiffers = "old_root_differs", "the first {0} entries lead to the root {1}; this earlier checkpoint signs {2}: history was changed", "{0} entri pertama menghasilkan akar {1}; checkpoint terdahulu ini menandatangani {2}: riwayat telah diubah";
    CheckpointsOutOfOrder = "checkpoints_out_of_order", "the old checkpoint is over {0} entries, more than the new one's {1}", "checkpoint lama mencakup {0} entri, lebih banyak daripada yang baru, {1}";
    OriginsDiffer = "origins_differ", "the old checkpoint is of the log \"{0}\", the new one of \"{1}\"", "checkpoint lama milik log \"{0}\", yang baru milik \"{1}\"";
    NotConsistent = "not_consistent", "the tree of {0} entries is not the beginning of the tree of {1}: the proof from the tiles leads to {2}, the checkpoint signs {3}", "pohon {0} entri bukan awal dari pohon {1} entri: bukti dari ubin menghasilkan {2}, checkpoint menandatangani {3}";
    NodeMissing = "node_missing", "the tiles do not hold what the proof needs", "ubin tidak memuat yang diperlukan bukti";

    // The form of a record.
    RecordUndecodable = "record_undecodable", "the record can't be decoded ({0})", "catatan tidak dapat dibaca ({0})";
    RecordNotCanonical = "record_not_canonical", "the record is not in its one canonical encoding from byte {0} on: an unknown field, a field out of order or twice, or bytes left over", "catatan tidak dalam satu-satunya bentuk kanonisnya mulai bita {0}: bidang tak dikenal, bidang salah urut atau ganda, atau sisa bita";
    OutcomeMissing = "outcome_missing", "the record has no outcome", "catatan tidak memiliki hasil";
    OutcomeTwice = "outcome_twice", "the record has more than one outcome", "catatan memiliki lebih dari satu hasil";
    FieldMissing = "field_missing", "the field is empty", "bidang ini kosong";
    FieldForbidden = "field_forbidden", "the field must be empty here", "bidang ini harus kosong di sini";
    ValueUnknown = "value_unknown", "the value {0} is not a known one", "nilai {0} tidak dikenal";
    NotAName = "not_a_name", "\"{0}\" is not a name that an entity or account can have", "\"{0}\" bukan nama yang sah bagi entitas atau akun";
    AttachmentMissing = "attachment_missing", "the record's attachment is missing", "lampiran catatan tidak ada";
    AttachmentSize = "attachment_size", "the attachment has {0} bytes; the record says {1}", "lampiran berisi {0} bita; catatan menyebut {1}";
    AttachmentDigest = "attachment_digest", "the attachment's SHA-256 is {0}; the record says {1}", "SHA-256 lampiran adalah {0}; catatan menyebut {1}";
    AttachmentOutcome = "attachment_outcome", "the record says that its attachment holds \"{0}\"; it holds \"{1}\"", "catatan menyebut lampirannya berisi \"{0}\"; isinya \"{1}\"";

    // Order.
    PositionWrong = "position_wrong", "the record says it is position {0}; {1} belongs here", "catatan menyebut dirinya posisi {0}; di sini seharusnya {1}";
    TimeBackwards = "time_backwards", "recorded at {0}, before the record in front of it, {1}", "dicatat pada {0}, sebelum catatan di depannya, {1}";
    BookNotOpened = "book_not_opened", "the first record does not open the book", "catatan pertama tidak membuka buku";
    BookOpenedTwice = "book_opened_twice", "the book is opened a second time", "buku dibuka untuk kedua kalinya";
    BookName = "book_name", "the book is called \"{0}\"; the log is \"{1}\"", "buku ini bernama \"{0}\"; lognya \"{1}\"";

    // Charts and rulebooks.
    DigestDiffers = "digest_differs", "the content's SHA-256 is {0}; the record says {1}", "SHA-256 isinya adalah {0}; catatan menyebut {1}";
    ChartVersion = "chart_version", "chart version {0} follows version {1}", "bagan akun versi {0} mengikuti versi {1}";
    RulebookVersion = "rulebook_version", "rulebook version {0} follows version {1}", "buku aturan versi {0} mengikuti versi {1}";
    RuleVersionWrong = "rule_version_wrong", "the rule is of rulebook version {0}; version {1} was in force", "aturan ini dari buku aturan versi {0}; yang berlaku versi {1}";

    // Accounts and entries.
    AccountUnknown = "account_unknown", "account {0} was never opened", "akun {0} tidak pernah dibuka";
    AccountOpenedTwice = "account_opened_twice", "account {0} is opened a second time", "akun {0} dibuka untuk kedua kalinya";
    AccountClosed = "account_closed", "account {0} is closed", "akun {0} sudah ditutup";
    AccountNotClosed = "account_not_closed", "account {0} is reopened and was not closed", "akun {0} dibuka kembali padahal tidak ditutup";
    AmountNegative = "amount_negative", "the amount {0} of account {1} is negative", "jumlah {0} pada akun {1} negatif";
    TooFewLines = "too_few_lines", "{0} line; an entry has two or more", "{0} baris; jurnal memiliki dua baris atau lebih";
    LineZero = "line_zero", "the line on account {0} is zero", "baris pada akun {0} bernilai nol";
    EntityRepeated = "entity_repeated", "the line names the entity \"{0}\" that the entry names already", "baris menyebut entitas \"{0}\" yang sudah disebut jurnal";
    EntryUnbalanced = "entry_unbalanced", "debits less credits are {0} {1} on the {2} side", "debit dikurangi kredit adalah {0} {1} pada sisi {2}";
    EntityUnbalanced = "entity_unbalanced", "entity \"{3}\": debits less credits are {0} {1} on the {2} side", "entitas \"{3}\": debit dikurangi kredit adalah {0} {1} pada sisi {2}";
    DateDiffers = "date_differs", "the entry stands at {0}, its record at {1}", "jurnal bertanggal {0}, catatannya {1}";
    KindWrong = "kind_wrong", "entries that reverse, and only they, are of the kind reversal", "hanya jurnal pembalik yang boleh, dan harus, berjenis pembalikan";
    SumBeyond = "sum_beyond", "the sums of account {0} leave the range of the ledger", "jumlah akun {0} melampaui rentang buku";
    TotalsDiffer = "totals_differ", "over all accounts, debits are {0} and credits {1} {2} on the {3} side", "di seluruh akun, debit {0} dan kredit {1} {2} pada sisi {3}";

    // Limits.
    ExceedsCredits = "exceeds_credits", "account {0}: debits {1}, posted and held, exceed posted credits {2}", "akun {0}: debit {1}, dibukukan dan ditahan, melebihi kredit dibukukan {2}";
    ExceedsDebits = "exceeds_debits", "account {0}: credits {1}, posted and held, exceed posted debits {2}", "akun {0}: kredit {1}, dibukukan dan ditahan, melebihi debit dibukukan {2}";
    ExceedsCeiling = "exceeds_ceiling", "account {0}: {1} posted and held is over the ceiling {2}", "akun {0}: {1} yang dibukukan dan ditahan melebihi pagu {2}";
    ExceedsAppropriation = "exceeds_appropriation", "account {0}: {1} posted and held in {2} is over that year's appropriation {3}", "akun {0}: {1} yang dibukukan dan ditahan pada {2} melebihi anggaran tahun itu, {3}";
    AppropriationBelow = "appropriation_below", "account {0}: the appropriation of {2} is set to {1}, below {3} posted and held in that year", "akun {0}: anggaran {2} ditetapkan {1}, di bawah {3} yang dibukukan dan ditahan pada tahun itu";
    AppropriationSide = "appropriation_side", "account {0} is on the financial side, which has no appropriations", "akun {0} berada pada sisi finansial, yang tidak memiliki anggaran";
    ExceedsOpenItem = "exceeds_open_item", "account {0}, item \"{1}\": {2} is cleared, {3} was open", "akun {0}, pos \"{1}\": {2} diselesaikan, yang terbuka {3}";
    BudgetClosed = "budget_closed", "a budget is set for {0}, which is closed", "anggaran ditetapkan untuk {0}, yang sudah ditutup";
    CeilingBelow = "ceiling_below", "account {0}: the ceiling is set to {2}, below {1} posted and held", "akun {0}: pagu ditetapkan {2}, di bawah {1} yang dibukukan dan ditahan";

    // Holds.
    HoldExists = "hold_exists", "hold \"{0}\" is placed a second time", "penahanan \"{0}\" dibuat untuk kedua kalinya";
    HoldUnknown = "hold_unknown", "hold \"{0}\" is not open: it was never placed, or was captured, released or expired before", "penahanan \"{0}\" tidak terbuka: tidak pernah dibuat, atau sudah dicairkan, dilepas atau kedaluwarsa";
    HoldExpiredEarly = "hold_expired_early", "hold \"{0}\" expires at {1} and is released as expired at {2}", "penahanan \"{0}\" kedaluwarsa pada {1} tetapi dilepas sebagai kedaluwarsa pada {2}";
    HoldOverdue = "hold_overdue", "hold \"{0}\" expired at {1} and is used at {2}", "penahanan \"{0}\" kedaluwarsa pada {1} tetapi dipakai pada {2}";
    HoldReason = "hold_reason", "hold \"{0}\" is released for the reason \"{1}\"; \"{2}\" belongs here", "penahanan \"{0}\" dilepas dengan alasan \"{1}\"; seharusnya \"{2}\"";
    CaptureBeyond = "capture_beyond", "hold \"{0}\": {1} is captured on account {2}, {3} is held there", "penahanan \"{0}\": {1} dicairkan pada akun {2}, yang ditahan {3}";

    // Periods and proposals.
    PeriodUnknown = "period_unknown", "\"{0}\" is neither a month nor a year", "\"{0}\" bukan bulan dan bukan tahun";
    PeriodTwice = "period_twice", "period {0} is closed already", "periode {0} sudah ditutup";
    PeriodOpen = "period_open", "period {0} is reopened and was not closed", "periode {0} dibuka kembali padahal tidak ditutup";
    DayClosed = "day_closed", "the entry stands at {0}, and {1} is closed", "jurnal bertanggal {0}, padahal {1} sudah ditutup";
    NotLate = "not_late", "the entry says it came too late for {0}, which was open or took no late entries", "jurnal menyatakan terlambat untuk {0}, padahal hari itu terbuka atau tidak menerima jurnal terlambat";
    ProposalTwice = "proposal_twice", "proposal \"{0}\" is made a second time", "usulan \"{0}\" dibuat untuk kedua kalinya";
    ProposalUnknown = "proposal_unknown", "proposal \"{0}\" is not pending: it was never made, or was settled before", "usulan \"{0}\" tidak menunggu: tidak pernah dibuat, atau sudah diputuskan";
    CheckerIsMaker = "checker_is_maker", "proposal \"{0}\" was made and approved by \"{1}\"", "usulan \"{0}\" dibuat dan disetujui oleh \"{1}\"";

    // Reversals.
    ReversesLater = "reverses_later", "position {0} is not earlier than its reversal", "posisi {0} tidak lebih awal daripada pembaliknya";
    ReversedTwice = "reversed_twice", "position {0} is reversed a second time", "posisi {0} dibalik untuk kedua kalinya";
    ReversesNothing = "reverses_nothing", "position {0} posted no entries that can be reversed", "posisi {0} tidak membukukan jurnal yang dapat dibalik";
    ReversalDiffers = "reversal_differs", "the entries do not take back exactly those of position {0}", "jurnal ini tidak membalik tepat jurnal pada posisi {0}";
    ReversalUnmarked = "reversal_unmarked", "entries reverse position {0}, which is not marked as reversed", "jurnal membalik posisi {0}, yang tidak ditandai telah dibalik";

    // Identity.
    IdentityTwice = "identity_twice", "the event \"{1}\" of \"{0}\" has an outcome at position {2} already", "peristiwa \"{1}\" dari \"{0}\" sudah memiliki hasil pada posisi {2}";

    // Completeness against the bus.
    SequenceBackwards = "sequence_backwards", "sequence {1} of stream {0} comes after sequence {2}: it is repeated or out of order", "urutan {1} pada aliran {0} datang setelah urutan {2}: berulang atau salah urut";
    SequenceStated = "sequence_stated", "sequence {1} of stream {0} was accounted for already, up to {2}", "urutan {1} pada aliran {0} sudah dipertanggungjawabkan, sampai {2}";
    RangeGap = "range_gap", "stream {0}: the range begins at {1}, the one before ended at {2}", "aliran {0}: rentang dimulai pada {1}, rentang sebelumnya berakhir pada {2}";
    RangeEmpty = "range_empty", "stream {0}: the range ends at {2}, before it begins at {1}", "aliran {0}: rentang berakhir pada {2}, sebelum dimulai pada {1}";
    SequenceMissing = "sequence_missing", "stream {0}: sequence {1} is neither a record nor a repeat in this log", "aliran {0}: urutan {1} bukan catatan maupun pengulangan dalam log ini";
    SequenceUnstated = "sequence_unstated", "stream {0}: sequence {1} came before this statement and is not in its ranges", "aliran {0}: urutan {1} datang sebelum pernyataan ini dan tidak ada dalam rentangnya";
    CountWrong = "count_wrong", "stream {0}: the statement counts {2} {1}, the log has {3}", "aliran {0}: pernyataan menghitung {2} {1}, log memiliki {3}";
    StreamRenamed = "stream_renamed", "stream {0} is \"{1}\" of {2} here and was another before", "aliran {0} di sini adalah \"{1}\" dari {2} dan sebelumnya lain";
    RepeatNumber = "repeat_number", "the first repeat is number {0}; {1} belongs here", "pengulangan pertama bernomor {0}; seharusnya {1}";
    RepeatLater = "repeat_later", "the repeat points to position {0}, which is not an earlier one", "pengulangan menunjuk posisi {0}, yang tidak lebih awal";
    RepeatTime = "repeat_time", "the repeat was seen at {0}, outside the time between its neighbours and the statement", "pengulangan terlihat pada {0}, di luar waktu antara tetangganya dan pernyataan ini";

    // Proof files.
    ProofUnreadable = "proof_unreadable", "this is not a proof file", "ini bukan berkas bukti";
    ProofWithoutEntry = "proof_without_entry", "the proof file does not hold the entry; give it with --entry", "berkas bukti tidak memuat entri; berikan dengan --entry";
    EntriesDiffer = "entries_differ", "the entry in the proof file is not the one that was given", "entri dalam berkas bukti bukan entri yang diberikan";
    NotIncluded = "not_included", "the entry is not at position {0} of the log: its proof leads to the root {1}, the checkpoint signs {2}", "entri ini tidak berada pada posisi {0} dalam log: buktinya menghasilkan akar {1}, checkpoint menandatangani {2}";
    ProofForm = "proof_form", "the proof has not the number of hashes that position {0} of {1} entries needs", "bukti tidak memiliki jumlah hash yang diperlukan posisi {0} dari {1} entri";
    AttachmentNotNeeded = "attachment_not_needed", "the entry has no attachment, but one was given", "entri ini tidak berlampiran, tetapi lampiran diberikan";
    AttachmentNotGiven = "attachment_not_given", "the entry is only the beginning of its record; the rest is in an attachment of SHA-256 {0}, which --attachment checks and shows", "entri ini hanya awal dari catatannya; sisanya ada pada lampiran dengan SHA-256 {0}, yang diperiksa dan ditampilkan dengan --attachment";

    // Reports.
    ReportUnreadable = "report_unreadable", "this is not a report as JSON ({0})", "ini bukan laporan dalam JSON ({0})";
    ReportUnknown = "report_unknown", "there is no way to check a report \"{0}\" here, so nothing is proved of it; known are {1}", "laporan \"{0}\" tidak dapat diperiksa di sini, sehingga tidak ada yang terbukti; yang dikenal {1}";
    ReportBook = "report_book", "the report is of book \"{0}\"; the log is of \"{1}\"", "laporan ini dari buku \"{0}\"; lognya dari \"{1}\"";
    ReportPosition = "report_position", "the report is as of position {0}; the log ends at {1}", "laporan ini sampai posisi {0}; log berakhir pada {1}";
    ReportRows = "report_rows", "the report has {0} rows; the log gives {1}", "laporan memiliki {0} baris; log menghasilkan {1}";
    CellDiffers = "cell_differs", "the report says {0}; the log gives {1}", "laporan menyebut {0}; log menghasilkan {1}";
    ReportSum = "report_sum", "no report can be made of what this one claims: it adds up several currencies, lacks a code or names one that such a report does not take, or its sums leave the range of this program", "laporan seperti ini tidak dapat dibuat: menjumlahkan beberapa mata uang, tidak menyebut kode atau menyebut kode yang tidak diterima laporan ini, atau jumlahnya melampaui rentang program ini";
    ReportSurplus = "report_surplus", "the report has {0} more here than the log gives figures for", "laporan memuat {0} lebih banyak di sini daripada angka yang dihasilkan log";
    ReportTermsMissing = "report_terms_missing", "the report does not state these terms, on which its figures rest; make it again with a program that does", "laporan tidak menyebut ketentuan ini, yang menjadi dasar angkanya; buat lagi dengan program yang menyebutnya";
    ReportTerms = "report_terms", "row {0} of these terms, on which the report's figures rest, can't be read here (0 is the header)", "baris {0} ketentuan ini, yang menjadi dasar angka laporan, tidak dapat dibaca di sini (0 adalah kepala tabel)";
    ReportPolicy = "report_policy", "what the rulebook in force chose for revenue_recognition, on which this report depends, can't be read here", "pilihan revenue_recognition dalam buku aturan yang berlaku, yang menentukan laporan ini, tidak dapat dibaca di sini";

    // What was checked.
    CheckedSignature = "checked_signature", "the checkpoint of \"{0}\" over {1} entries, root {2}: signed by the log's key", "checkpoint \"{0}\" atas {1} entri, akar {2}: ditandatangani kunci log";
    CheckedQuorum = "checked_quorum", "the witnesses' quorum: met by valid cosignatures of {0}", "kuorum saksi: dipenuhi oleh tanda tangan sah dari {0}";
    CheckedTree = "checked_tree", "the tree: {0} entries in {1} bundles against {2} hash tiles and the root", "pohon: {0} entri dalam {1} bundel terhadap {2} ubin hash dan akarnya";
    CheckedEarlier = "checked_earlier", "earlier checkpoints: {0}, each signed, and its root that of the log's beginning", "checkpoint terdahulu: {0}, masing-masing bertanda tangan dan akarnya sama dengan awal log";
    CheckedFiles = "checked_files", "files: none missing, none that does not belong there", "berkas: tidak ada yang hilang, tidak ada yang bukan bagiannya";
    CheckedRecords = "checked_records", "the records' form: {0} decoded, canonical, in order of position and time ({1} posted, {2} refused, {3} quarantined, {4} made by the service)", "bentuk catatan: {0} terbaca, kanonis, urut posisi dan waktu ({1} dibukukan, {2} ditolak, {3} dikarantina, {4} dibuat layanan)";
    CheckedEntries = "checked_entries", "entries: {0} with {1} lines on {2} accounts, each balanced; sums over all accounts are zero", "jurnal: {0} dengan {1} baris pada {2} akun, semuanya seimbang; jumlah seluruh akun nol";
    CheckedLimits = "checked_limits", "limits: no account overdrawn against its terms, no ceiling exceeded, none of {0} appropriations of a fiscal year exceeded, no open item cleared for more than it was", "batas: tidak ada akun yang melampaui ketentuannya, tidak ada pagu yang terlampaui, tidak satu pun dari {0} anggaran tahunan terlampaui, tidak ada pos terbuka yang diselesaikan melebihi nilainya";
    CheckedHolds = "checked_holds", "holds: {0} placed, {1} captures, {2} released, {3} expired, {4} still open", "penahanan: {0} dibuat, {1} pencairan, {2} dilepas, {3} kedaluwarsa, {4} masih terbuka";
    CheckedReversals = "checked_reversals", "reversals: {0}, each the exact opposite of an earlier record, once", "pembalikan: {0}, masing-masing tepat kebalikan catatan terdahulu, satu kali";
    CheckedIdentities = "checked_identities", "identities: {0} events, none with two outcomes", "identitas: {0} peristiwa, tidak ada yang memiliki dua hasil";
    CheckedPublished = "checked_published", "published: {0} charts and {1} rulebooks, digests right, versions counting up", "publikasi: {0} bagan akun dan {1} buku aturan, sidik benar, versi naik";
    CheckedCompleteness = "checked_completeness", "completeness: {0} statements account for {1} bus messages and {2} repeats, none missing, none twice", "kelengkapan: {0} pernyataan mempertanggungjawabkan {1} pesan bus dan {2} pengulangan, tidak ada yang hilang atau ganda";
    CheckedInclusion = "checked_inclusion", "the entry is at position {0} of the log", "entri ini berada pada posisi {0} dalam log";
    CheckedForm = "checked_form", "the record is decodable and canonical", "catatan terbaca dan kanonis";
    CheckedAttachment = "checked_attachment", "the attachment is the one that the entry names", "lampiran adalah yang disebut entri";
    CheckedConsistency = "checked_consistency", "the log of {0} entries is the beginning of the log of {1}: nothing before was changed, only appended to", "log {0} entri adalah awal dari log {1} entri: tidak ada yang diubah, hanya ditambah";
    CheckedFigures = "checked_figures", "the report \"{0}\" as of position {1}: {2} rows and {3} figures worked out again from the log's entries, all the same", "laporan \"{0}\" sampai posisi {1}: {2} baris dan {3} angka dihitung ulang dari jurnal dalam log, semuanya sama";
    CheckedProvenance = "checked_provenance", "the report's origin against the log: {0}", "asal laporan terhadap log: {0}";

    // To be known.
    NoteNoWitness = "note_no_witness", "the policy asks for no witness: the log's operator alone vouches that everybody is shown the same log", "kebijakan tidak meminta saksi: hanya pengelola log yang menjamin semua orang melihat log yang sama";
    NoteUncosigned = "note_uncosigned", "{0} of the earlier checkpoints have the log's signature but not the quorum of witnesses", "{0} checkpoint terdahulu memiliki tanda tangan log tetapi tidak mencapai kuorum saksi";
    NoteTreeOnly = "note_tree_only", "only the tree was checked, not what the records say", "hanya pohon yang diperiksa, bukan isi catatan";
    NoteEmpty = "note_empty", "the log is empty", "log ini kosong";
    NoteStreamBegins = "note_stream_begins", "stream {0} (\"{1}\") begins at sequence {2}: what the bus held before never reached this log", "aliran {0} (\"{1}\") dimulai pada urutan {2}: yang ada pada bus sebelumnya tidak pernah sampai ke log ini";
    NoteStreamAnew = "note_stream_anew", "stream {0} is \"{1}\" made anew on {2}; from position {3} on the log reads this one", "aliran {0} adalah \"{1}\" yang dibuat baru pada {2}; mulai posisi {3} log membaca yang ini";
    NoteStatementOpen = "note_statement_open", "the completeness statement at position {0}, at the end of the log, is not complete yet: more of its repeats are to be listed", "pernyataan kelengkapan pada posisi {0}, di akhir log, belum lengkap: masih ada pengulangan yang harus dicantumkan";
    NoteUnstated = "note_unstated", "stream {0}: {1} messages, sequences {2} to {3}, are in the log and not yet in a completeness statement", "aliran {0}: {1} pesan, urutan {2} sampai {3}, ada dalam log dan belum masuk pernyataan kelengkapan";
    NoteUnstatedGap = "note_unstated_gap", "stream {0}: sequence {1} is not a record; whether it was a repeat the next statement must say", "aliran {0}: urutan {1} bukan catatan; apakah itu pengulangan harus dinyatakan pernyataan berikutnya";
    NoteRulesStopped = "note_rules_stopped", "the rules of the ledger were checked up to position {0} only: the record after it could not be read", "aturan buku hanya diperiksa sampai posisi {0}: catatan setelahnya tidak dapat dibaca";
    NoteAppropriated = "note_appropriated", "which codes need an appropriation can't be read in the rulebook at position {0}; spending without any was not asked under it", "kode yang memerlukan anggaran tidak dapat dibaca dalam buku aturan pada posisi {0}; belanja tanpa anggaran tidak diperiksa menurutnya";
    NoteWordsUnchecked = "note_words_unchecked", "figures and codes were checked; titles, names and other words of the report were not", "angka dan kode diperiksa; judul, nama dan kata-kata lain dalam laporan tidak";
    NoteTerms = "note_terms", "the report's figures rest on {0}, a table of SHA-256 {1} that it states itself and no log holds: compare it with the one that the region decided", "angka laporan bertumpu pada {0}, tabel dengan SHA-256 {1} yang disebut laporan itu sendiri dan tidak ada dalam log: bandingkan dengan yang ditetapkan daerah";
    NoteFilterAssumed = "note_filter_assumed", "the report does not say which codes and level it was asked for; those of a report without such a wish were assumed", "laporan tidak menyebut kode dan tingkat yang diminta; dianggap tanpa permintaan khusus";

    // What a proof's entry says.
    SaysPosition = "says_position", "position {0} of the log \"{1}\"", "posisi {0} dalam log \"{1}\"";
    SaysRecorded = "says_recorded", "recorded {0}, effective date {1}", "dicatat {0}, tanggal efektif {1}";
    SaysEvent = "says_event", "event \"{1}\" of \"{0}\", type {2}", "peristiwa \"{1}\" dari \"{0}\", jenis {2}";
    SaysTime = "says_time", "the publisher's time: {0}", "waktu penerbit: {0}";
    SaysBus = "says_bus", "from the bus: stream {0}, sequence {1}", "dari bus: aliran {0}, urutan {1}";
    SaysNoBus = "says_no_bus", "not from the bus", "bukan dari bus";
    SaysInternal = "says_internal", "made by the service itself: {0}", "dibuat oleh layanan sendiri: {0}";
    SaysPosted = "says_posted", "outcome: POSTED", "hasil: DIBUKUKAN";
    SaysRule = "says_rule", "by the rule \"{0}\" of rulebook version {1}", "menurut aturan \"{0}\" dari buku aturan versi {1}";
    SaysRefused = "says_refused", "outcome: REFUSED ({0}: {1}); nothing moved", "hasil: DITOLAK ({0}: {1}); tidak ada yang dibukukan";
    SaysQuarantined = "says_quarantined", "outcome: QUARANTINED ({0}: {1}); nothing moved", "hasil: DIKARANTINA ({0}: {1}); tidak ada yang dibukukan";
    SaysEntry = "says_entry", "entry of {0} ({1}): {2}", "jurnal {0} ({1}): {2}";
    SaysBareEntry = "says_bare_entry", "entry of {0} ({1})", "jurnal {0} ({1})";
    SaysReverses = "says_reverses", "it takes back position {0}", "jurnal ini membalik posisi {0}";
    SaysPeriodClosed = "says_period_closed", "closes period {0}", "menutup periode {0}";
    SaysPeriodReopened = "says_period_reopened", "reopens period {0}", "membuka kembali periode {0}";
    SaysProposed = "says_proposed", "proposal \"{0}\" by \"{1}\" of {2}", "usulan \"{0}\" oleh \"{1}\" atas {2}";
    SaysApproved = "says_approved", "proposal \"{0}\" is approved by \"{1}\"", "usulan \"{0}\" disetujui oleh \"{1}\"";
    SaysDeclined = "says_declined", "proposal \"{0}\" is declined by \"{1}\"", "usulan \"{0}\" ditolak oleh \"{1}\"";
    SaysDebit = "says_debit", "debit  {1}  {0}", "debit  {1}  {0}";
    SaysCredit = "says_credit", "credit {1}  {0}", "kredit {1}  {0}";
    SaysMinorUnits = "says_minor_units", "amounts are minor units of each account's currency, such as sen: the entry does not name the currency", "jumlah dalam satuan terkecil mata uang akun, misalnya sen: entri tidak menyebut mata uang";
    SaysOpened = "says_opened", "account {0} opened, currency {1}", "akun {0} dibuka, mata uang {1}";
    SaysClosed = "says_closed", "account {0} closed", "akun {0} ditutup";
    SaysReopened = "says_reopened", "account {0} reopened", "akun {0} dibuka kembali";
    SaysCeiling = "says_ceiling", "ceiling of account {0}: {1}", "pagu akun {0}: {1}";
    SaysBudget = "says_budget", "budget of account {0}: {1}", "anggaran akun {0}: {1}";
    SaysHold = "says_hold", "hold \"{0}\" placed: {1}", "penahanan \"{0}\" dibuat: {1}";
    SaysCaptured = "says_captured", "hold \"{0}\" captured", "penahanan \"{0}\" dicairkan";
    SaysReleased = "says_released", "hold \"{0}\" released ({1})", "penahanan \"{0}\" dilepas ({1})";
    SaysDetached = "says_detached", "outcome: {0}, in an attachment of {1} bytes", "hasil: {0}, dalam lampiran {1} bita";

    // Words within sentences.
    WordGeneral = "word_general", "general", "umum";
    WordAdjustment = "word_adjustment", "adjustment", "penyesuaian";
    WordCorrection = "word_correction", "correction", "koreksi";
    WordReversal = "word_reversal", "reversal", "pembalikan";
    WordClosing = "word_closing", "closing", "penutup";
    WordOpening = "word_opening", "opening", "saldo awal";
    WordElimination = "word_elimination", "elimination", "eliminasi";
    WordUnknown = "word_unknown", "unknown kind", "jenis tak dikenal";
    WordFinancial = "word_financial", "financial", "finansial";
    WordBudget = "word_budget", "budget", "anggaran";
    WordPosted = "word_posted", "posted", "dibukukan";
    WordRefused = "word_refused", "refused", "ditolak";
    WordQuarantined = "word_quarantined", "quarantined", "dikarantina";
    WordRepeated = "word_repeated", "repeated", "berulang";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn places(template: &str) -> BTreeSet<usize> {
        template.split('{').skip(1).map(|rest| rest.split('}').next().unwrap().parse().unwrap()).collect()
    }

    #[test]
    fn every_sentence_is_there_in_both_languages_with_the_same_places() {
        for code in Code::ALL {
            let (english, indonesian) =
                (code.template(Language::English), code.template(Language::Indonesian));
            assert!(!english.trim().is_empty() && !indonesian.trim().is_empty(), "{code:?}");
            assert_eq!(places(english), places(indonesian), "{code:?}");
            assert_eq!(places(english), (0..places(english).len()).collect(), "{code:?}");
            // Lines of an entry are laid out alike; whole sentences differ.
            if english.contains(' ') && !matches!(code, Code::SaysDebit) {
                assert_ne!(english, indonesian, "{code:?} is not translated");
            }
        }
    }

    #[test]
    fn codes_are_unique() {
        let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(codes.len(), Code::ALL.len());
    }

    #[test]
    fn values_stand_in_their_places_as_they_are() {
        let text = text!(Code::BundleCount, "{1}", 256);
        assert_eq!(text.say(Language::English), "the bundle holds {1} entries; 256 belong into it");
        assert_eq!(text.say(Language::Indonesian), "bundel berisi {1} entri; seharusnya 256");
    }

    #[test]
    fn the_locale_says_which_language() {
        assert_eq!(Language::of_locale("id_ID.UTF-8"), Language::Indonesian);
        assert_eq!(Language::of_locale("id"), Language::Indonesian);
        for other in ["", "C", "en_US.UTF-8", "idx"] {
            assert_eq!(Language::of_locale(other), Language::English, "{other}");
        }
    }
}
