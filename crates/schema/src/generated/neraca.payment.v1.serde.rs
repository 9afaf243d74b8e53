// Generated from proto/ by `cargo xtask codegen`; change the .proto file and run it again.
impl serde::Serialize for AccountAmount {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.AccountAmount", len)?;
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for AccountAmount {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["account", "amount"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Account,
            Amount,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = AccountAmount;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.AccountAmount")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<AccountAmount, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut account__ = None;
                let mut amount__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                    }
                }
                Ok(AccountAmount { account: account__.unwrap_or_default(), amount: amount__ })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.AccountAmount", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for AccountClosed {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.AccountClosed", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for AccountClosed {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "account", "reason"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Account,
            Reason,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "account" => Ok(GeneratedField::Account),
                            "reason" => Ok(GeneratedField::Reason),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = AccountClosed;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.AccountClosed")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<AccountClosed, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut account__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(AccountClosed {
                    date: date__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.AccountClosed", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for AccountOpened {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if !self.normal_side.is_empty() {
            len += 1;
        }
        if !self.currency.is_empty() {
            len += 1;
        }
        if !self.book_side.is_empty() {
            len += 1;
        }
        if self.debits_must_not_exceed_credits {
            len += 1;
        }
        if self.credits_must_not_exceed_debits {
            len += 1;
        }
        if self.ceiling.is_some() {
            len += 1;
        }
        if !self.name.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.AccountOpened", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if !self.normal_side.is_empty() {
            struct_ser.serialize_field("normalSide", &self.normal_side)?;
        }
        if !self.currency.is_empty() {
            struct_ser.serialize_field("currency", &self.currency)?;
        }
        if !self.book_side.is_empty() {
            struct_ser.serialize_field("bookSide", &self.book_side)?;
        }
        if self.debits_must_not_exceed_credits {
            struct_ser.serialize_field("debitsMustNotExceedCredits", &self.debits_must_not_exceed_credits)?;
        }
        if self.credits_must_not_exceed_debits {
            struct_ser.serialize_field("creditsMustNotExceedDebits", &self.credits_must_not_exceed_debits)?;
        }
        if let Some(v) = self.ceiling.as_ref() {
            struct_ser.serialize_field("ceiling", v)?;
        }
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for AccountOpened {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "date",
            "account",
            "normal_side",
            "normalSide",
            "currency",
            "book_side",
            "bookSide",
            "debits_must_not_exceed_credits",
            "debitsMustNotExceedCredits",
            "credits_must_not_exceed_debits",
            "creditsMustNotExceedDebits",
            "ceiling",
            "name",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Account,
            NormalSide,
            Currency,
            BookSide,
            DebitsMustNotExceedCredits,
            CreditsMustNotExceedDebits,
            Ceiling,
            Name,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "account" => Ok(GeneratedField::Account),
                            "normalSide" | "normal_side" => Ok(GeneratedField::NormalSide),
                            "currency" => Ok(GeneratedField::Currency),
                            "bookSide" | "book_side" => Ok(GeneratedField::BookSide),
                            "debitsMustNotExceedCredits" | "debits_must_not_exceed_credits" => {
                                Ok(GeneratedField::DebitsMustNotExceedCredits)
                            }
                            "creditsMustNotExceedDebits" | "credits_must_not_exceed_debits" => {
                                Ok(GeneratedField::CreditsMustNotExceedDebits)
                            }
                            "ceiling" => Ok(GeneratedField::Ceiling),
                            "name" => Ok(GeneratedField::Name),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = AccountOpened;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.AccountOpened")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<AccountOpened, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut account__ = None;
                let mut normal_side__ = None;
                let mut currency__ = None;
                let mut book_side__ = None;
                let mut debits_must_not_exceed_credits__ = None;
                let mut credits_must_not_exceed_debits__ = None;
                let mut ceiling__ = None;
                let mut name__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::NormalSide => {
                            if normal_side__.is_some() {
                                return Err(serde::de::Error::duplicate_field("normalSide"));
                            }
                            normal_side__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Currency => {
                            if currency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("currency"));
                            }
                            currency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::BookSide => {
                            if book_side__.is_some() {
                                return Err(serde::de::Error::duplicate_field("bookSide"));
                            }
                            book_side__ = Some(map_.next_value()?);
                        }
                        GeneratedField::DebitsMustNotExceedCredits => {
                            if debits_must_not_exceed_credits__.is_some() {
                                return Err(serde::de::Error::duplicate_field("debitsMustNotExceedCredits"));
                            }
                            debits_must_not_exceed_credits__ = Some(map_.next_value()?);
                        }
                        GeneratedField::CreditsMustNotExceedDebits => {
                            if credits_must_not_exceed_debits__.is_some() {
                                return Err(serde::de::Error::duplicate_field("creditsMustNotExceedDebits"));
                            }
                            credits_must_not_exceed_debits__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Ceiling => {
                            if ceiling__.is_some() {
                                return Err(serde::de::Error::duplicate_field("ceiling"));
                            }
                            ceiling__ = map_.next_value()?;
                        }
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(AccountOpened {
                    date: date__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    normal_side: normal_side__.unwrap_or_default(),
                    currency: currency__.unwrap_or_default(),
                    book_side: book_side__.unwrap_or_default(),
                    debits_must_not_exceed_credits: debits_must_not_exceed_credits__.unwrap_or_default(),
                    credits_must_not_exceed_debits: credits_must_not_exceed_debits__.unwrap_or_default(),
                    ceiling: ceiling__,
                    name: name__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.AccountOpened", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for AccountReopened {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.AccountReopened", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for AccountReopened {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "account", "reason"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Account,
            Reason,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "account" => Ok(GeneratedField::Account),
                            "reason" => Ok(GeneratedField::Reason),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = AccountReopened;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.AccountReopened")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<AccountReopened, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut account__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(AccountReopened {
                    date: date__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.AccountReopened", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for AllowanceRecognized {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.document.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.AllowanceRecognized", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.document.is_empty() {
            struct_ser.serialize_field("document", &self.document)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for AllowanceRecognized {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "agency", "account", "amount", "document"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            Document,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "document" => Ok(GeneratedField::Document),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = AllowanceRecognized;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.AllowanceRecognized")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<AllowanceRecognized, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut document__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Document => {
                            if document__.is_some() {
                                return Err(serde::de::Error::duplicate_field("document"));
                            }
                            document__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(AllowanceRecognized {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    document: document__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.AllowanceRecognized", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Amount {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.value.is_empty() {
            len += 1;
        }
        if !self.currency.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.Amount", len)?;
        if !self.value.is_empty() {
            struct_ser.serialize_field("value", &self.value)?;
        }
        if !self.currency.is_empty() {
            struct_ser.serialize_field("currency", &self.currency)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Amount {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["value", "currency"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Value,
            Currency,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "value" => Ok(GeneratedField::Value),
                            "currency" => Ok(GeneratedField::Currency),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Amount;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.Amount")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Amount, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut value__ = None;
                let mut currency__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Value => {
                            if value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("value"));
                            }
                            value__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Currency => {
                            if currency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("currency"));
                            }
                            currency__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(Amount { value: value__.unwrap_or_default(), currency: currency__.unwrap_or_default() })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.Amount", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for AssessmentIssued {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.assessment.is_empty() {
            len += 1;
        }
        if !self.payer.is_empty() {
            len += 1;
        }
        if !self.district.is_empty() {
            len += 1;
        }
        if !self.due_date.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.AssessmentIssued", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.assessment.is_empty() {
            struct_ser.serialize_field("assessment", &self.assessment)?;
        }
        if !self.payer.is_empty() {
            struct_ser.serialize_field("payer", &self.payer)?;
        }
        if !self.district.is_empty() {
            struct_ser.serialize_field("district", &self.district)?;
        }
        if !self.due_date.is_empty() {
            struct_ser.serialize_field("dueDate", &self.due_date)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for AssessmentIssued {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "date",
            "agency",
            "account",
            "amount",
            "assessment",
            "payer",
            "district",
            "due_date",
            "dueDate",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            Assessment,
            Payer,
            District,
            DueDate,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "assessment" => Ok(GeneratedField::Assessment),
                            "payer" => Ok(GeneratedField::Payer),
                            "district" => Ok(GeneratedField::District),
                            "dueDate" | "due_date" => Ok(GeneratedField::DueDate),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = AssessmentIssued;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.AssessmentIssued")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<AssessmentIssued, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut assessment__ = None;
                let mut payer__ = None;
                let mut district__ = None;
                let mut due_date__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Assessment => {
                            if assessment__.is_some() {
                                return Err(serde::de::Error::duplicate_field("assessment"));
                            }
                            assessment__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Payer => {
                            if payer__.is_some() {
                                return Err(serde::de::Error::duplicate_field("payer"));
                            }
                            payer__ = Some(map_.next_value()?);
                        }
                        GeneratedField::District => {
                            if district__.is_some() {
                                return Err(serde::de::Error::duplicate_field("district"));
                            }
                            district__ = Some(map_.next_value()?);
                        }
                        GeneratedField::DueDate => {
                            if due_date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("dueDate"));
                            }
                            due_date__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(AssessmentIssued {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    assessment: assessment__.unwrap_or_default(),
                    payer: payer__.unwrap_or_default(),
                    district: district__.unwrap_or_default(),
                    due_date: due_date__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.AssessmentIssued", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Batch {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.events.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.Batch", len)?;
        if !self.events.is_empty() {
            struct_ser.serialize_field("events", &self.events)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Batch {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["events"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Events,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "events" => Ok(GeneratedField::Events),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Batch;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.Batch")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Batch, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut events__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Events => {
                            if events__.is_some() {
                                return Err(serde::de::Error::duplicate_field("events"));
                            }
                            events__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(Batch { events: events__.unwrap_or_default() })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.Batch", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for BatchedEvent {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.id.is_empty() {
            len += 1;
        }
        if !self.source.is_empty() {
            len += 1;
        }
        if !self.r#type.is_empty() {
            len += 1;
        }
        if !self.time.is_empty() {
            len += 1;
        }
        if !self.data.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.BatchedEvent", len)?;
        if !self.id.is_empty() {
            struct_ser.serialize_field("id", &self.id)?;
        }
        if !self.source.is_empty() {
            struct_ser.serialize_field("source", &self.source)?;
        }
        if !self.r#type.is_empty() {
            struct_ser.serialize_field("type", &self.r#type)?;
        }
        if !self.time.is_empty() {
            struct_ser.serialize_field("time", &self.time)?;
        }
        if !self.data.is_empty() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("data", pbjson::private::base64::encode(&self.data).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for BatchedEvent {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["id", "source", "type", "time", "data"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Id,
            Source,
            Type,
            Time,
            Data,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "id" => Ok(GeneratedField::Id),
                            "source" => Ok(GeneratedField::Source),
                            "type" => Ok(GeneratedField::Type),
                            "time" => Ok(GeneratedField::Time),
                            "data" => Ok(GeneratedField::Data),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = BatchedEvent;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.BatchedEvent")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<BatchedEvent, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut id__ = None;
                let mut source__ = None;
                let mut r#type__ = None;
                let mut time__ = None;
                let mut data__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Id => {
                            if id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("id"));
                            }
                            id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Source => {
                            if source__.is_some() {
                                return Err(serde::de::Error::duplicate_field("source"));
                            }
                            source__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Type => {
                            if r#type__.is_some() {
                                return Err(serde::de::Error::duplicate_field("type"));
                            }
                            r#type__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Time => {
                            if time__.is_some() {
                                return Err(serde::de::Error::duplicate_field("time"));
                            }
                            time__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Data => {
                            if data__.is_some() {
                                return Err(serde::de::Error::duplicate_field("data"));
                            }
                            data__ = Some(map_.next_value::<::pbjson::private::BytesDeserialize<_>>()?.0);
                        }
                    }
                }
                Ok(BatchedEvent {
                    id: id__.unwrap_or_default(),
                    source: source__.unwrap_or_default(),
                    r#type: r#type__.unwrap_or_default(),
                    time: time__.unwrap_or_default(),
                    data: data__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.BatchedEvent", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for BudgetApproved {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.document.is_empty() {
            len += 1;
        }
        if !self.revenue.is_empty() {
            len += 1;
        }
        if !self.expenditure.is_empty() {
            len += 1;
        }
        if !self.financing_in.is_empty() {
            len += 1;
        }
        if !self.financing_out.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.BudgetApproved", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.document.is_empty() {
            struct_ser.serialize_field("document", &self.document)?;
        }
        if !self.revenue.is_empty() {
            struct_ser.serialize_field("revenue", &self.revenue)?;
        }
        if !self.expenditure.is_empty() {
            struct_ser.serialize_field("expenditure", &self.expenditure)?;
        }
        if !self.financing_in.is_empty() {
            struct_ser.serialize_field("financingIn", &self.financing_in)?;
        }
        if !self.financing_out.is_empty() {
            struct_ser.serialize_field("financingOut", &self.financing_out)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for BudgetApproved {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "date",
            "agency",
            "document",
            "revenue",
            "expenditure",
            "financing_in",
            "financingIn",
            "financing_out",
            "financingOut",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Document,
            Revenue,
            Expenditure,
            FinancingIn,
            FinancingOut,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "document" => Ok(GeneratedField::Document),
                            "revenue" => Ok(GeneratedField::Revenue),
                            "expenditure" => Ok(GeneratedField::Expenditure),
                            "financingIn" | "financing_in" => Ok(GeneratedField::FinancingIn),
                            "financingOut" | "financing_out" => Ok(GeneratedField::FinancingOut),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = BudgetApproved;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.BudgetApproved")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<BudgetApproved, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut document__ = None;
                let mut revenue__ = None;
                let mut expenditure__ = None;
                let mut financing_in__ = None;
                let mut financing_out__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Document => {
                            if document__.is_some() {
                                return Err(serde::de::Error::duplicate_field("document"));
                            }
                            document__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Revenue => {
                            if revenue__.is_some() {
                                return Err(serde::de::Error::duplicate_field("revenue"));
                            }
                            revenue__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Expenditure => {
                            if expenditure__.is_some() {
                                return Err(serde::de::Error::duplicate_field("expenditure"));
                            }
                            expenditure__ = Some(map_.next_value()?);
                        }
                        GeneratedField::FinancingIn => {
                            if financing_in__.is_some() {
                                return Err(serde::de::Error::duplicate_field("financingIn"));
                            }
                            financing_in__ = Some(map_.next_value()?);
                        }
                        GeneratedField::FinancingOut => {
                            if financing_out__.is_some() {
                                return Err(serde::de::Error::duplicate_field("financingOut"));
                            }
                            financing_out__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(BudgetApproved {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    document: document__.unwrap_or_default(),
                    revenue: revenue__.unwrap_or_default(),
                    expenditure: expenditure__.unwrap_or_default(),
                    financing_in: financing_in__.unwrap_or_default(),
                    financing_out: financing_out__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.BudgetApproved", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for BudgetLine {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if self.previous.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.BudgetLine", len)?;
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if let Some(v) = self.previous.as_ref() {
            struct_ser.serialize_field("previous", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for BudgetLine {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["account", "amount", "previous"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Account,
            Amount,
            Previous,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "previous" => Ok(GeneratedField::Previous),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = BudgetLine;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.BudgetLine")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<BudgetLine, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut account__ = None;
                let mut amount__ = None;
                let mut previous__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Previous => {
                            if previous__.is_some() {
                                return Err(serde::de::Error::duplicate_field("previous"));
                            }
                            previous__ = map_.next_value()?;
                        }
                    }
                }
                Ok(BudgetLine {
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    previous: previous__,
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.BudgetLine", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for BudgetRevised {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.document.is_empty() {
            len += 1;
        }
        if !self.revenue.is_empty() {
            len += 1;
        }
        if !self.expenditure.is_empty() {
            len += 1;
        }
        if !self.financing_in.is_empty() {
            len += 1;
        }
        if !self.financing_out.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.BudgetRevised", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.document.is_empty() {
            struct_ser.serialize_field("document", &self.document)?;
        }
        if !self.revenue.is_empty() {
            struct_ser.serialize_field("revenue", &self.revenue)?;
        }
        if !self.expenditure.is_empty() {
            struct_ser.serialize_field("expenditure", &self.expenditure)?;
        }
        if !self.financing_in.is_empty() {
            struct_ser.serialize_field("financingIn", &self.financing_in)?;
        }
        if !self.financing_out.is_empty() {
            struct_ser.serialize_field("financingOut", &self.financing_out)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for BudgetRevised {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "date",
            "agency",
            "document",
            "revenue",
            "expenditure",
            "financing_in",
            "financingIn",
            "financing_out",
            "financingOut",
            "reason",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Document,
            Revenue,
            Expenditure,
            FinancingIn,
            FinancingOut,
            Reason,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "document" => Ok(GeneratedField::Document),
                            "revenue" => Ok(GeneratedField::Revenue),
                            "expenditure" => Ok(GeneratedField::Expenditure),
                            "financingIn" | "financing_in" => Ok(GeneratedField::FinancingIn),
                            "financingOut" | "financing_out" => Ok(GeneratedField::FinancingOut),
                            "reason" => Ok(GeneratedField::Reason),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = BudgetRevised;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.BudgetRevised")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<BudgetRevised, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut document__ = None;
                let mut revenue__ = None;
                let mut expenditure__ = None;
                let mut financing_in__ = None;
                let mut financing_out__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Document => {
                            if document__.is_some() {
                                return Err(serde::de::Error::duplicate_field("document"));
                            }
                            document__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Revenue => {
                            if revenue__.is_some() {
                                return Err(serde::de::Error::duplicate_field("revenue"));
                            }
                            revenue__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Expenditure => {
                            if expenditure__.is_some() {
                                return Err(serde::de::Error::duplicate_field("expenditure"));
                            }
                            expenditure__ = Some(map_.next_value()?);
                        }
                        GeneratedField::FinancingIn => {
                            if financing_in__.is_some() {
                                return Err(serde::de::Error::duplicate_field("financingIn"));
                            }
                            financing_in__ = Some(map_.next_value()?);
                        }
                        GeneratedField::FinancingOut => {
                            if financing_out__.is_some() {
                                return Err(serde::de::Error::duplicate_field("financingOut"));
                            }
                            financing_out__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(BudgetRevised {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    document: document__.unwrap_or_default(),
                    revenue: revenue__.unwrap_or_default(),
                    expenditure: expenditure__.unwrap_or_default(),
                    financing_in: financing_in__.unwrap_or_default(),
                    financing_out: financing_out__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.BudgetRevised", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for CardPurchase {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.reference.is_empty() {
            len += 1;
        }
        if self.vendor.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.CardPurchase", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.reference.is_empty() {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if let Some(v) = self.vendor.as_ref() {
            struct_ser.serialize_field("vendor", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for CardPurchase {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "agency", "account", "amount", "reference", "vendor"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            Reference,
            Vendor,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "reference" => Ok(GeneratedField::Reference),
                            "vendor" => Ok(GeneratedField::Vendor),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = CardPurchase;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.CardPurchase")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<CardPurchase, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut reference__ = None;
                let mut vendor__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Vendor => {
                            if vendor__.is_some() {
                                return Err(serde::de::Error::duplicate_field("vendor"));
                            }
                            vendor__ = map_.next_value()?;
                        }
                    }
                }
                Ok(CardPurchase {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    reference: reference__.unwrap_or_default(),
                    vendor: vendor__,
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.CardPurchase", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for CeilingSet {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.ceiling.is_some() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.CeilingSet", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.ceiling.as_ref() {
            struct_ser.serialize_field("ceiling", v)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for CeilingSet {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "account", "ceiling", "reason"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Account,
            Ceiling,
            Reason,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "account" => Ok(GeneratedField::Account),
                            "ceiling" => Ok(GeneratedField::Ceiling),
                            "reason" => Ok(GeneratedField::Reason),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = CeilingSet;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.CeilingSet")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<CeilingSet, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut account__ = None;
                let mut ceiling__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Ceiling => {
                            if ceiling__.is_some() {
                                return Err(serde::de::Error::duplicate_field("ceiling"));
                            }
                            ceiling__ = map_.next_value()?;
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(CeilingSet {
                    date: date__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    ceiling: ceiling__,
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.CeilingSet", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ChartPublished {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.name.is_empty() {
            len += 1;
        }
        if !self.csv.is_empty() {
            len += 1;
        }
        if !self.sha256.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.ChartPublished", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        if !self.csv.is_empty() {
            struct_ser.serialize_field("csv", &self.csv)?;
        }
        if !self.sha256.is_empty() {
            struct_ser.serialize_field("sha256", &self.sha256)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ChartPublished {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "name", "csv", "sha256", "reason"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Name,
            Csv,
            Sha256,
            Reason,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "name" => Ok(GeneratedField::Name),
                            "csv" => Ok(GeneratedField::Csv),
                            "sha256" => Ok(GeneratedField::Sha256),
                            "reason" => Ok(GeneratedField::Reason),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ChartPublished;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.ChartPublished")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ChartPublished, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut name__ = None;
                let mut csv__ = None;
                let mut sha256__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Csv => {
                            if csv__.is_some() {
                                return Err(serde::de::Error::duplicate_field("csv"));
                            }
                            csv__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Sha256 => {
                            if sha256__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sha256"));
                            }
                            sha256__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(ChartPublished {
                    date: date__.unwrap_or_default(),
                    name: name__.unwrap_or_default(),
                    csv: csv__.unwrap_or_default(),
                    sha256: sha256__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.ChartPublished", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ConfirmedMatch {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.entries.is_empty() {
            len += 1;
        }
        if !self.lines.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.ConfirmedMatch", len)?;
        if !self.entries.is_empty() {
            struct_ser.serialize_field("entries", &self.entries)?;
        }
        if !self.lines.is_empty() {
            struct_ser.serialize_field("lines", &self.lines)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ConfirmedMatch {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["entries", "lines"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Entries,
            Lines,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "entries" => Ok(GeneratedField::Entries),
                            "lines" => Ok(GeneratedField::Lines),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ConfirmedMatch;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.ConfirmedMatch")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ConfirmedMatch, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut entries__ = None;
                let mut lines__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Entries => {
                            if entries__.is_some() {
                                return Err(serde::de::Error::duplicate_field("entries"));
                            }
                            entries__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Lines => {
                            if lines__.is_some() {
                                return Err(serde::de::Error::duplicate_field("lines"));
                            }
                            lines__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(ConfirmedMatch {
                    entries: entries__.unwrap_or_default(),
                    lines: lines__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.ConfirmedMatch", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DeliveryAccepted {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.document.is_empty() {
            len += 1;
        }
        if self.vendor.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.DeliveryAccepted", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.document.is_empty() {
            struct_ser.serialize_field("document", &self.document)?;
        }
        if let Some(v) = self.vendor.as_ref() {
            struct_ser.serialize_field("vendor", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DeliveryAccepted {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "agency", "account", "amount", "document", "vendor"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            Document,
            Vendor,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "document" => Ok(GeneratedField::Document),
                            "vendor" => Ok(GeneratedField::Vendor),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DeliveryAccepted;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.DeliveryAccepted")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DeliveryAccepted, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut document__ = None;
                let mut vendor__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Document => {
                            if document__.is_some() {
                                return Err(serde::de::Error::duplicate_field("document"));
                            }
                            document__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Vendor => {
                            if vendor__.is_some() {
                                return Err(serde::de::Error::duplicate_field("vendor"));
                            }
                            vendor__ = map_.next_value()?;
                        }
                    }
                }
                Ok(DeliveryAccepted {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    document: document__.unwrap_or_default(),
                    vendor: vendor__,
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.DeliveryAccepted", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DepositMade {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.slip.is_empty() {
            len += 1;
        }
        if !self.channel.is_empty() {
            len += 1;
        }
        if !self.depositor.is_empty() {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.DepositMade", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.slip.is_empty() {
            struct_ser.serialize_field("slip", &self.slip)?;
        }
        if !self.channel.is_empty() {
            struct_ser.serialize_field("channel", &self.channel)?;
        }
        if !self.depositor.is_empty() {
            struct_ser.serialize_field("depositor", &self.depositor)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DepositMade {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] =
            &["date", "agency", "account", "amount", "slip", "channel", "depositor", "description"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            Slip,
            Channel,
            Depositor,
            Description,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "slip" => Ok(GeneratedField::Slip),
                            "channel" => Ok(GeneratedField::Channel),
                            "depositor" => Ok(GeneratedField::Depositor),
                            "description" => Ok(GeneratedField::Description),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DepositMade;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.DepositMade")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DepositMade, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut slip__ = None;
                let mut channel__ = None;
                let mut depositor__ = None;
                let mut description__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Slip => {
                            if slip__.is_some() {
                                return Err(serde::de::Error::duplicate_field("slip"));
                            }
                            slip__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Channel => {
                            if channel__.is_some() {
                                return Err(serde::de::Error::duplicate_field("channel"));
                            }
                            channel__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Depositor => {
                            if depositor__.is_some() {
                                return Err(serde::de::Error::duplicate_field("depositor"));
                            }
                            depositor__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(DepositMade {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    slip: slip__.unwrap_or_default(),
                    channel: channel__.unwrap_or_default(),
                    depositor: depositor__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.DepositMade", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DisbursementFailed {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.order.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.DisbursementFailed", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.order.is_empty() {
            struct_ser.serialize_field("order", &self.order)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DisbursementFailed {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "agency", "order", "reason"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Order,
            Reason,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "order" => Ok(GeneratedField::Order),
                            "reason" => Ok(GeneratedField::Reason),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DisbursementFailed;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.DisbursementFailed")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DisbursementFailed, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut order__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Order => {
                            if order__.is_some() {
                                return Err(serde::de::Error::duplicate_field("order"));
                            }
                            order__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(DisbursementFailed {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    order: order__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.DisbursementFailed", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DisbursementOrdered {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.order.is_empty() {
            len += 1;
        }
        if self.vendor.is_some() {
            len += 1;
        }
        if !self.request.is_empty() {
            len += 1;
        }
        if !self.fund_release.is_empty() {
            len += 1;
        }
        if !self.deductions.is_empty() {
            len += 1;
        }
        if self.transfer.is_some() {
            len += 1;
        }
        if !self.kind.is_empty() {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.DisbursementOrdered", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.order.is_empty() {
            struct_ser.serialize_field("order", &self.order)?;
        }
        if let Some(v) = self.vendor.as_ref() {
            struct_ser.serialize_field("vendor", v)?;
        }
        if !self.request.is_empty() {
            struct_ser.serialize_field("request", &self.request)?;
        }
        if !self.fund_release.is_empty() {
            struct_ser.serialize_field("fundRelease", &self.fund_release)?;
        }
        if !self.deductions.is_empty() {
            struct_ser.serialize_field("deductions", &self.deductions)?;
        }
        if let Some(v) = self.transfer.as_ref() {
            struct_ser.serialize_field("transfer", v)?;
        }
        if !self.kind.is_empty() {
            struct_ser.serialize_field("kind", &self.kind)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DisbursementOrdered {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "date",
            "agency",
            "account",
            "amount",
            "order",
            "vendor",
            "request",
            "fund_release",
            "fundRelease",
            "deductions",
            "transfer",
            "kind",
            "description",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            Order,
            Vendor,
            Request,
            FundRelease,
            Deductions,
            Transfer,
            Kind,
            Description,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "order" => Ok(GeneratedField::Order),
                            "vendor" => Ok(GeneratedField::Vendor),
                            "request" => Ok(GeneratedField::Request),
                            "fundRelease" | "fund_release" => Ok(GeneratedField::FundRelease),
                            "deductions" => Ok(GeneratedField::Deductions),
                            "transfer" => Ok(GeneratedField::Transfer),
                            "kind" => Ok(GeneratedField::Kind),
                            "description" => Ok(GeneratedField::Description),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DisbursementOrdered;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.DisbursementOrdered")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DisbursementOrdered, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut order__ = None;
                let mut vendor__ = None;
                let mut request__ = None;
                let mut fund_release__ = None;
                let mut deductions__ = None;
                let mut transfer__ = None;
                let mut kind__ = None;
                let mut description__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Order => {
                            if order__.is_some() {
                                return Err(serde::de::Error::duplicate_field("order"));
                            }
                            order__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Vendor => {
                            if vendor__.is_some() {
                                return Err(serde::de::Error::duplicate_field("vendor"));
                            }
                            vendor__ = map_.next_value()?;
                        }
                        GeneratedField::Request => {
                            if request__.is_some() {
                                return Err(serde::de::Error::duplicate_field("request"));
                            }
                            request__ = Some(map_.next_value()?);
                        }
                        GeneratedField::FundRelease => {
                            if fund_release__.is_some() {
                                return Err(serde::de::Error::duplicate_field("fundRelease"));
                            }
                            fund_release__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Deductions => {
                            if deductions__.is_some() {
                                return Err(serde::de::Error::duplicate_field("deductions"));
                            }
                            deductions__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Transfer => {
                            if transfer__.is_some() {
                                return Err(serde::de::Error::duplicate_field("transfer"));
                            }
                            transfer__ = map_.next_value()?;
                        }
                        GeneratedField::Kind => {
                            if kind__.is_some() {
                                return Err(serde::de::Error::duplicate_field("kind"));
                            }
                            kind__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(DisbursementOrdered {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    order: order__.unwrap_or_default(),
                    vendor: vendor__,
                    request: request__.unwrap_or_default(),
                    fund_release: fund_release__.unwrap_or_default(),
                    deductions: deductions__.unwrap_or_default(),
                    transfer: transfer__,
                    kind: kind__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.DisbursementOrdered", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for DisbursementPaid {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.order.is_empty() {
            len += 1;
        }
        if !self.basis.is_empty() {
            len += 1;
        }
        if !self.deductions.is_empty() {
            len += 1;
        }
        if !self.channel.is_empty() {
            len += 1;
        }
        if self.vendor.is_some() {
            len += 1;
        }
        if !self.disbursement.is_empty() {
            len += 1;
        }
        if self.transfer.is_some() {
            len += 1;
        }
        if !self.kind.is_empty() {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.DisbursementPaid", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.order.is_empty() {
            struct_ser.serialize_field("order", &self.order)?;
        }
        if !self.basis.is_empty() {
            struct_ser.serialize_field("basis", &self.basis)?;
        }
        if !self.deductions.is_empty() {
            struct_ser.serialize_field("deductions", &self.deductions)?;
        }
        if !self.channel.is_empty() {
            struct_ser.serialize_field("channel", &self.channel)?;
        }
        if let Some(v) = self.vendor.as_ref() {
            struct_ser.serialize_field("vendor", v)?;
        }
        if !self.disbursement.is_empty() {
            struct_ser.serialize_field("disbursement", &self.disbursement)?;
        }
        if let Some(v) = self.transfer.as_ref() {
            struct_ser.serialize_field("transfer", v)?;
        }
        if !self.kind.is_empty() {
            struct_ser.serialize_field("kind", &self.kind)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for DisbursementPaid {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "date",
            "agency",
            "account",
            "amount",
            "order",
            "basis",
            "deductions",
            "channel",
            "vendor",
            "disbursement",
            "transfer",
            "kind",
            "description",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            Order,
            Basis,
            Deductions,
            Channel,
            Vendor,
            Disbursement,
            Transfer,
            Kind,
            Description,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "order" => Ok(GeneratedField::Order),
                            "basis" => Ok(GeneratedField::Basis),
                            "deductions" => Ok(GeneratedField::Deductions),
                            "channel" => Ok(GeneratedField::Channel),
                            "vendor" => Ok(GeneratedField::Vendor),
                            "disbursement" => Ok(GeneratedField::Disbursement),
                            "transfer" => Ok(GeneratedField::Transfer),
                            "kind" => Ok(GeneratedField::Kind),
                            "description" => Ok(GeneratedField::Description),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = DisbursementPaid;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.DisbursementPaid")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<DisbursementPaid, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut order__ = None;
                let mut basis__ = None;
                let mut deductions__ = None;
                let mut channel__ = None;
                let mut vendor__ = None;
                let mut disbursement__ = None;
                let mut transfer__ = None;
                let mut kind__ = None;
                let mut description__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Order => {
                            if order__.is_some() {
                                return Err(serde::de::Error::duplicate_field("order"));
                            }
                            order__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Basis => {
                            if basis__.is_some() {
                                return Err(serde::de::Error::duplicate_field("basis"));
                            }
                            basis__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Deductions => {
                            if deductions__.is_some() {
                                return Err(serde::de::Error::duplicate_field("deductions"));
                            }
                            deductions__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Channel => {
                            if channel__.is_some() {
                                return Err(serde::de::Error::duplicate_field("channel"));
                            }
                            channel__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Vendor => {
                            if vendor__.is_some() {
                                return Err(serde::de::Error::duplicate_field("vendor"));
                            }
                            vendor__ = map_.next_value()?;
                        }
                        GeneratedField::Disbursement => {
                            if disbursement__.is_some() {
                                return Err(serde::de::Error::duplicate_field("disbursement"));
                            }
                            disbursement__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Transfer => {
                            if transfer__.is_some() {
                                return Err(serde::de::Error::duplicate_field("transfer"));
                            }
                            transfer__ = map_.next_value()?;
                        }
                        GeneratedField::Kind => {
                            if kind__.is_some() {
                                return Err(serde::de::Error::duplicate_field("kind"));
                            }
                            kind__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(DisbursementPaid {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    order: order__.unwrap_or_default(),
                    basis: basis__.unwrap_or_default(),
                    deductions: deductions__.unwrap_or_default(),
                    channel: channel__.unwrap_or_default(),
                    vendor: vendor__,
                    disbursement: disbursement__.unwrap_or_default(),
                    transfer: transfer__,
                    kind: kind__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.DisbursementPaid", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for FeeAuthorized {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.document.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.FeeAuthorized", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.document.is_empty() {
            struct_ser.serialize_field("document", &self.document)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for FeeAuthorized {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "agency", "account", "amount", "document"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            Document,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "document" => Ok(GeneratedField::Document),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = FeeAuthorized;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.FeeAuthorized")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<FeeAuthorized, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut document__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Document => {
                            if document__.is_some() {
                                return Err(serde::de::Error::duplicate_field("document"));
                            }
                            document__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(FeeAuthorized {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    document: document__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.FeeAuthorized", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for FundReleased {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.document.is_empty() {
            len += 1;
        }
        if !self.valid_from.is_empty() {
            len += 1;
        }
        if !self.valid_to.is_empty() {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.FundReleased", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.document.is_empty() {
            struct_ser.serialize_field("document", &self.document)?;
        }
        if !self.valid_from.is_empty() {
            struct_ser.serialize_field("validFrom", &self.valid_from)?;
        }
        if !self.valid_to.is_empty() {
            struct_ser.serialize_field("validTo", &self.valid_to)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for FundReleased {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "date",
            "agency",
            "amount",
            "document",
            "valid_from",
            "validFrom",
            "valid_to",
            "validTo",
            "description",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Amount,
            Document,
            ValidFrom,
            ValidTo,
            Description,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "amount" => Ok(GeneratedField::Amount),
                            "document" => Ok(GeneratedField::Document),
                            "validFrom" | "valid_from" => Ok(GeneratedField::ValidFrom),
                            "validTo" | "valid_to" => Ok(GeneratedField::ValidTo),
                            "description" => Ok(GeneratedField::Description),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = FundReleased;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.FundReleased")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<FundReleased, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut amount__ = None;
                let mut document__ = None;
                let mut valid_from__ = None;
                let mut valid_to__ = None;
                let mut description__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Document => {
                            if document__.is_some() {
                                return Err(serde::de::Error::duplicate_field("document"));
                            }
                            document__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ValidFrom => {
                            if valid_from__.is_some() {
                                return Err(serde::de::Error::duplicate_field("validFrom"));
                            }
                            valid_from__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ValidTo => {
                            if valid_to__.is_some() {
                                return Err(serde::de::Error::duplicate_field("validTo"));
                            }
                            valid_to__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(FundReleased {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    amount: amount__,
                    document: document__.unwrap_or_default(),
                    valid_from: valid_from__.unwrap_or_default(),
                    valid_to: valid_to__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.FundReleased", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for HoldCaptured {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.hold.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.lines.is_empty() {
            len += 1;
        }
        if self.keep_remainder {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.HoldCaptured", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.hold.is_empty() {
            struct_ser.serialize_field("hold", &self.hold)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.lines.is_empty() {
            struct_ser.serialize_field("lines", &self.lines)?;
        }
        if self.keep_remainder {
            struct_ser.serialize_field("keepRemainder", &self.keep_remainder)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for HoldCaptured {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] =
            &["date", "hold", "amount", "lines", "keep_remainder", "keepRemainder", "description"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Hold,
            Amount,
            Lines,
            KeepRemainder,
            Description,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "hold" => Ok(GeneratedField::Hold),
                            "amount" => Ok(GeneratedField::Amount),
                            "lines" => Ok(GeneratedField::Lines),
                            "keepRemainder" | "keep_remainder" => Ok(GeneratedField::KeepRemainder),
                            "description" => Ok(GeneratedField::Description),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = HoldCaptured;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.HoldCaptured")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<HoldCaptured, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut hold__ = None;
                let mut amount__ = None;
                let mut lines__ = None;
                let mut keep_remainder__ = None;
                let mut description__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Hold => {
                            if hold__.is_some() {
                                return Err(serde::de::Error::duplicate_field("hold"));
                            }
                            hold__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Lines => {
                            if lines__.is_some() {
                                return Err(serde::de::Error::duplicate_field("lines"));
                            }
                            lines__ = Some(map_.next_value()?);
                        }
                        GeneratedField::KeepRemainder => {
                            if keep_remainder__.is_some() {
                                return Err(serde::de::Error::duplicate_field("keepRemainder"));
                            }
                            keep_remainder__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(HoldCaptured {
                    date: date__.unwrap_or_default(),
                    hold: hold__.unwrap_or_default(),
                    amount: amount__,
                    lines: lines__.unwrap_or_default(),
                    keep_remainder: keep_remainder__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.HoldCaptured", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for HoldPlaced {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.hold.is_empty() {
            len += 1;
        }
        if !self.lines.is_empty() {
            len += 1;
        }
        if !self.expires_at.is_empty() {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.HoldPlaced", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.hold.is_empty() {
            struct_ser.serialize_field("hold", &self.hold)?;
        }
        if !self.lines.is_empty() {
            struct_ser.serialize_field("lines", &self.lines)?;
        }
        if !self.expires_at.is_empty() {
            struct_ser.serialize_field("expiresAt", &self.expires_at)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for HoldPlaced {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "hold", "lines", "expires_at", "expiresAt", "description"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Hold,
            Lines,
            ExpiresAt,
            Description,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "hold" => Ok(GeneratedField::Hold),
                            "lines" => Ok(GeneratedField::Lines),
                            "expiresAt" | "expires_at" => Ok(GeneratedField::ExpiresAt),
                            "description" => Ok(GeneratedField::Description),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = HoldPlaced;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.HoldPlaced")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<HoldPlaced, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut hold__ = None;
                let mut lines__ = None;
                let mut expires_at__ = None;
                let mut description__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Hold => {
                            if hold__.is_some() {
                                return Err(serde::de::Error::duplicate_field("hold"));
                            }
                            hold__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Lines => {
                            if lines__.is_some() {
                                return Err(serde::de::Error::duplicate_field("lines"));
                            }
                            lines__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ExpiresAt => {
                            if expires_at__.is_some() {
                                return Err(serde::de::Error::duplicate_field("expiresAt"));
                            }
                            expires_at__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(HoldPlaced {
                    date: date__.unwrap_or_default(),
                    hold: hold__.unwrap_or_default(),
                    lines: lines__.unwrap_or_default(),
                    expires_at: expires_at__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.HoldPlaced", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for HoldReleased {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.hold.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.HoldReleased", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.hold.is_empty() {
            struct_ser.serialize_field("hold", &self.hold)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for HoldReleased {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "hold", "reason"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Hold,
            Reason,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "hold" => Ok(GeneratedField::Hold),
                            "reason" => Ok(GeneratedField::Reason),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = HoldReleased;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.HoldReleased")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<HoldReleased, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut hold__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Hold => {
                            if hold__.is_some() {
                                return Err(serde::de::Error::duplicate_field("hold"));
                            }
                            hold__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(HoldReleased {
                    date: date__.unwrap_or_default(),
                    hold: hold__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.HoldReleased", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ImprestIssued {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.kind.is_empty() {
            len += 1;
        }
        if !self.order.is_empty() {
            len += 1;
        }
        if !self.channel.is_empty() {
            len += 1;
        }
        if !self.request.is_empty() {
            len += 1;
        }
        if !self.fund_release.is_empty() {
            len += 1;
        }
        if !self.disbursement.is_empty() {
            len += 1;
        }
        if !self.deductions.is_empty() {
            len += 1;
        }
        if self.transfer.is_some() {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.ImprestIssued", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.kind.is_empty() {
            struct_ser.serialize_field("kind", &self.kind)?;
        }
        if !self.order.is_empty() {
            struct_ser.serialize_field("order", &self.order)?;
        }
        if !self.channel.is_empty() {
            struct_ser.serialize_field("channel", &self.channel)?;
        }
        if !self.request.is_empty() {
            struct_ser.serialize_field("request", &self.request)?;
        }
        if !self.fund_release.is_empty() {
            struct_ser.serialize_field("fundRelease", &self.fund_release)?;
        }
        if !self.disbursement.is_empty() {
            struct_ser.serialize_field("disbursement", &self.disbursement)?;
        }
        if !self.deductions.is_empty() {
            struct_ser.serialize_field("deductions", &self.deductions)?;
        }
        if let Some(v) = self.transfer.as_ref() {
            struct_ser.serialize_field("transfer", v)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ImprestIssued {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "date",
            "agency",
            "amount",
            "kind",
            "order",
            "channel",
            "request",
            "fund_release",
            "fundRelease",
            "disbursement",
            "deductions",
            "transfer",
            "description",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Amount,
            Kind,
            Order,
            Channel,
            Request,
            FundRelease,
            Disbursement,
            Deductions,
            Transfer,
            Description,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "amount" => Ok(GeneratedField::Amount),
                            "kind" => Ok(GeneratedField::Kind),
                            "order" => Ok(GeneratedField::Order),
                            "channel" => Ok(GeneratedField::Channel),
                            "request" => Ok(GeneratedField::Request),
                            "fundRelease" | "fund_release" => Ok(GeneratedField::FundRelease),
                            "disbursement" => Ok(GeneratedField::Disbursement),
                            "deductions" => Ok(GeneratedField::Deductions),
                            "transfer" => Ok(GeneratedField::Transfer),
                            "description" => Ok(GeneratedField::Description),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ImprestIssued;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.ImprestIssued")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ImprestIssued, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut amount__ = None;
                let mut kind__ = None;
                let mut order__ = None;
                let mut channel__ = None;
                let mut request__ = None;
                let mut fund_release__ = None;
                let mut disbursement__ = None;
                let mut deductions__ = None;
                let mut transfer__ = None;
                let mut description__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Kind => {
                            if kind__.is_some() {
                                return Err(serde::de::Error::duplicate_field("kind"));
                            }
                            kind__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Order => {
                            if order__.is_some() {
                                return Err(serde::de::Error::duplicate_field("order"));
                            }
                            order__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Channel => {
                            if channel__.is_some() {
                                return Err(serde::de::Error::duplicate_field("channel"));
                            }
                            channel__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Request => {
                            if request__.is_some() {
                                return Err(serde::de::Error::duplicate_field("request"));
                            }
                            request__ = Some(map_.next_value()?);
                        }
                        GeneratedField::FundRelease => {
                            if fund_release__.is_some() {
                                return Err(serde::de::Error::duplicate_field("fundRelease"));
                            }
                            fund_release__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Disbursement => {
                            if disbursement__.is_some() {
                                return Err(serde::de::Error::duplicate_field("disbursement"));
                            }
                            disbursement__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Deductions => {
                            if deductions__.is_some() {
                                return Err(serde::de::Error::duplicate_field("deductions"));
                            }
                            deductions__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Transfer => {
                            if transfer__.is_some() {
                                return Err(serde::de::Error::duplicate_field("transfer"));
                            }
                            transfer__ = map_.next_value()?;
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(ImprestIssued {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    amount: amount__,
                    kind: kind__.unwrap_or_default(),
                    order: order__.unwrap_or_default(),
                    channel: channel__.unwrap_or_default(),
                    request: request__.unwrap_or_default(),
                    fund_release: fund_release__.unwrap_or_default(),
                    disbursement: disbursement__.unwrap_or_default(),
                    deductions: deductions__.unwrap_or_default(),
                    transfer: transfer__,
                    description: description__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.ImprestIssued", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ImprestReturned {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.slip.is_empty() {
            len += 1;
        }
        if !self.channel.is_empty() {
            len += 1;
        }
        if !self.depositor.is_empty() {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.ImprestReturned", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.slip.is_empty() {
            struct_ser.serialize_field("slip", &self.slip)?;
        }
        if !self.channel.is_empty() {
            struct_ser.serialize_field("channel", &self.channel)?;
        }
        if !self.depositor.is_empty() {
            struct_ser.serialize_field("depositor", &self.depositor)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ImprestReturned {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "agency", "amount", "slip", "channel", "depositor", "description"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Amount,
            Slip,
            Channel,
            Depositor,
            Description,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "amount" => Ok(GeneratedField::Amount),
                            "slip" => Ok(GeneratedField::Slip),
                            "channel" => Ok(GeneratedField::Channel),
                            "depositor" => Ok(GeneratedField::Depositor),
                            "description" => Ok(GeneratedField::Description),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ImprestReturned;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.ImprestReturned")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ImprestReturned, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut amount__ = None;
                let mut slip__ = None;
                let mut channel__ = None;
                let mut depositor__ = None;
                let mut description__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Slip => {
                            if slip__.is_some() {
                                return Err(serde::de::Error::duplicate_field("slip"));
                            }
                            slip__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Channel => {
                            if channel__.is_some() {
                                return Err(serde::de::Error::duplicate_field("channel"));
                            }
                            channel__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Depositor => {
                            if depositor__.is_some() {
                                return Err(serde::de::Error::duplicate_field("depositor"));
                            }
                            depositor__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(ImprestReturned {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    amount: amount__,
                    slip: slip__.unwrap_or_default(),
                    channel: channel__.unwrap_or_default(),
                    depositor: depositor__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.ImprestReturned", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for InterestReceived {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.reference.is_empty() {
            len += 1;
        }
        if !self.channel.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.InterestReceived", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.reference.is_empty() {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if !self.channel.is_empty() {
            struct_ser.serialize_field("channel", &self.channel)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for InterestReceived {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "account", "amount", "reference", "channel"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Account,
            Amount,
            Reference,
            Channel,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "reference" => Ok(GeneratedField::Reference),
                            "channel" => Ok(GeneratedField::Channel),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = InterestReceived;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.InterestReceived")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<InterestReceived, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut reference__ = None;
                let mut channel__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Channel => {
                            if channel__.is_some() {
                                return Err(serde::de::Error::duplicate_field("channel"));
                            }
                            channel__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(InterestReceived {
                    date: date__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    reference: reference__.unwrap_or_default(),
                    channel: channel__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.InterestReceived", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for JournalLine {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.account.is_empty() {
            len += 1;
        }
        if self.debit.is_some() {
            len += 1;
        }
        if self.credit.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.JournalLine", len)?;
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.debit.as_ref() {
            struct_ser.serialize_field("debit", v)?;
        }
        if let Some(v) = self.credit.as_ref() {
            struct_ser.serialize_field("credit", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for JournalLine {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["account", "debit", "credit"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Account,
            Debit,
            Credit,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "account" => Ok(GeneratedField::Account),
                            "debit" => Ok(GeneratedField::Debit),
                            "credit" => Ok(GeneratedField::Credit),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = JournalLine;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.JournalLine")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<JournalLine, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut account__ = None;
                let mut debit__ = None;
                let mut credit__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Debit => {
                            if debit__.is_some() {
                                return Err(serde::de::Error::duplicate_field("debit"));
                            }
                            debit__ = map_.next_value()?;
                        }
                        GeneratedField::Credit => {
                            if credit__.is_some() {
                                return Err(serde::de::Error::duplicate_field("credit"));
                            }
                            credit__ = map_.next_value()?;
                        }
                    }
                }
                Ok(JournalLine { account: account__.unwrap_or_default(), debit: debit__, credit: credit__ })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.JournalLine", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for JournalPosted {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.kind.is_empty() {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        if !self.reference.is_empty() {
            len += 1;
        }
        if !self.lines.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.JournalPosted", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.kind.is_empty() {
            struct_ser.serialize_field("kind", &self.kind)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        if !self.reference.is_empty() {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if !self.lines.is_empty() {
            struct_ser.serialize_field("lines", &self.lines)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for JournalPosted {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "kind", "description", "reference", "lines"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Kind,
            Description,
            Reference,
            Lines,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "kind" => Ok(GeneratedField::Kind),
                            "description" => Ok(GeneratedField::Description),
                            "reference" => Ok(GeneratedField::Reference),
                            "lines" => Ok(GeneratedField::Lines),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = JournalPosted;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.JournalPosted")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<JournalPosted, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut kind__ = None;
                let mut description__ = None;
                let mut reference__ = None;
                let mut lines__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Kind => {
                            if kind__.is_some() {
                                return Err(serde::de::Error::duplicate_field("kind"));
                            }
                            kind__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Lines => {
                            if lines__.is_some() {
                                return Err(serde::de::Error::duplicate_field("lines"));
                            }
                            lines__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(JournalPosted {
                    date: date__.unwrap_or_default(),
                    kind: kind__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    lines: lines__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.JournalPosted", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Linked {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.items.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.Linked", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.items.is_empty() {
            struct_ser.serialize_field("items", &self.items)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Linked {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "items"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Items,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "items" => Ok(GeneratedField::Items),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Linked;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.Linked")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Linked, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut items__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Items => {
                            if items__.is_some() {
                                return Err(serde::de::Error::duplicate_field("items"));
                            }
                            items__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(Linked { date: date__.unwrap_or_default(), items: items__.unwrap_or_default() })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.Linked", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for LinkedItem {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.item.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.LinkedItem", len)?;
        if let Some(v) = self.item.as_ref() {
            match v {
                linked_item::Item::Journal(v) => {
                    struct_ser.serialize_field("journal", v)?;
                }
                linked_item::Item::HoldPlaced(v) => {
                    struct_ser.serialize_field("holdPlaced", v)?;
                }
                linked_item::Item::HoldCaptured(v) => {
                    struct_ser.serialize_field("holdCaptured", v)?;
                }
                linked_item::Item::HoldReleased(v) => {
                    struct_ser.serialize_field("holdReleased", v)?;
                }
                linked_item::Item::AccountOpened(v) => {
                    struct_ser.serialize_field("accountOpened", v)?;
                }
                linked_item::Item::AccountClosed(v) => {
                    struct_ser.serialize_field("accountClosed", v)?;
                }
                linked_item::Item::AccountReopened(v) => {
                    struct_ser.serialize_field("accountReopened", v)?;
                }
                linked_item::Item::CeilingSet(v) => {
                    struct_ser.serialize_field("ceilingSet", v)?;
                }
            }
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for LinkedItem {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "journal",
            "hold_placed",
            "holdPlaced",
            "hold_captured",
            "holdCaptured",
            "hold_released",
            "holdReleased",
            "account_opened",
            "accountOpened",
            "account_closed",
            "accountClosed",
            "account_reopened",
            "accountReopened",
            "ceiling_set",
            "ceilingSet",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Journal,
            HoldPlaced,
            HoldCaptured,
            HoldReleased,
            AccountOpened,
            AccountClosed,
            AccountReopened,
            CeilingSet,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "journal" => Ok(GeneratedField::Journal),
                            "holdPlaced" | "hold_placed" => Ok(GeneratedField::HoldPlaced),
                            "holdCaptured" | "hold_captured" => Ok(GeneratedField::HoldCaptured),
                            "holdReleased" | "hold_released" => Ok(GeneratedField::HoldReleased),
                            "accountOpened" | "account_opened" => Ok(GeneratedField::AccountOpened),
                            "accountClosed" | "account_closed" => Ok(GeneratedField::AccountClosed),
                            "accountReopened" | "account_reopened" => Ok(GeneratedField::AccountReopened),
                            "ceilingSet" | "ceiling_set" => Ok(GeneratedField::CeilingSet),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = LinkedItem;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.LinkedItem")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<LinkedItem, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut item__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Journal => {
                            if item__.is_some() {
                                return Err(serde::de::Error::duplicate_field("journal"));
                            }
                            item__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(linked_item::Item::Journal);
                        }
                        GeneratedField::HoldPlaced => {
                            if item__.is_some() {
                                return Err(serde::de::Error::duplicate_field("holdPlaced"));
                            }
                            item__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(linked_item::Item::HoldPlaced);
                        }
                        GeneratedField::HoldCaptured => {
                            if item__.is_some() {
                                return Err(serde::de::Error::duplicate_field("holdCaptured"));
                            }
                            item__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(linked_item::Item::HoldCaptured);
                        }
                        GeneratedField::HoldReleased => {
                            if item__.is_some() {
                                return Err(serde::de::Error::duplicate_field("holdReleased"));
                            }
                            item__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(linked_item::Item::HoldReleased);
                        }
                        GeneratedField::AccountOpened => {
                            if item__.is_some() {
                                return Err(serde::de::Error::duplicate_field("accountOpened"));
                            }
                            item__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(linked_item::Item::AccountOpened);
                        }
                        GeneratedField::AccountClosed => {
                            if item__.is_some() {
                                return Err(serde::de::Error::duplicate_field("accountClosed"));
                            }
                            item__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(linked_item::Item::AccountClosed);
                        }
                        GeneratedField::AccountReopened => {
                            if item__.is_some() {
                                return Err(serde::de::Error::duplicate_field("accountReopened"));
                            }
                            item__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(linked_item::Item::AccountReopened);
                        }
                        GeneratedField::CeilingSet => {
                            if item__.is_some() {
                                return Err(serde::de::Error::duplicate_field("ceilingSet"));
                            }
                            item__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(linked_item::Item::CeilingSet);
                        }
                    }
                }
                Ok(LinkedItem { item: item__ })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.LinkedItem", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for OpenBankEntry {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.entry.is_empty() {
            len += 1;
        }
        if !self.date.is_empty() {
            len += 1;
        }
        if self.credit.is_some() {
            len += 1;
        }
        if self.debit.is_some() {
            len += 1;
        }
        if !self.references.is_empty() {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.OpenBankEntry", len)?;
        if !self.entry.is_empty() {
            struct_ser.serialize_field("entry", &self.entry)?;
        }
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if let Some(v) = self.credit.as_ref() {
            struct_ser.serialize_field("credit", v)?;
        }
        if let Some(v) = self.debit.as_ref() {
            struct_ser.serialize_field("debit", v)?;
        }
        if !self.references.is_empty() {
            struct_ser.serialize_field("references", &self.references)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for OpenBankEntry {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["entry", "date", "credit", "debit", "references", "description"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Entry,
            Date,
            Credit,
            Debit,
            References,
            Description,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "entry" => Ok(GeneratedField::Entry),
                            "date" => Ok(GeneratedField::Date),
                            "credit" => Ok(GeneratedField::Credit),
                            "debit" => Ok(GeneratedField::Debit),
                            "references" => Ok(GeneratedField::References),
                            "description" => Ok(GeneratedField::Description),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = OpenBankEntry;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.OpenBankEntry")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<OpenBankEntry, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut entry__ = None;
                let mut date__ = None;
                let mut credit__ = None;
                let mut debit__ = None;
                let mut references__ = None;
                let mut description__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Entry => {
                            if entry__.is_some() {
                                return Err(serde::de::Error::duplicate_field("entry"));
                            }
                            entry__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Credit => {
                            if credit__.is_some() {
                                return Err(serde::de::Error::duplicate_field("credit"));
                            }
                            credit__ = map_.next_value()?;
                        }
                        GeneratedField::Debit => {
                            if debit__.is_some() {
                                return Err(serde::de::Error::duplicate_field("debit"));
                            }
                            debit__ = map_.next_value()?;
                        }
                        GeneratedField::References => {
                            if references__.is_some() {
                                return Err(serde::de::Error::duplicate_field("references"));
                            }
                            references__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(OpenBankEntry {
                    entry: entry__.unwrap_or_default(),
                    date: date__.unwrap_or_default(),
                    credit: credit__,
                    debit: debit__,
                    references: references__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.OpenBankEntry", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for OpenLedgerLine {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.line.is_empty() {
            len += 1;
        }
        if !self.date.is_empty() {
            len += 1;
        }
        if self.debit.is_some() {
            len += 1;
        }
        if self.credit.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.OpenLedgerLine", len)?;
        if !self.line.is_empty() {
            struct_ser.serialize_field("line", &self.line)?;
        }
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if let Some(v) = self.debit.as_ref() {
            struct_ser.serialize_field("debit", v)?;
        }
        if let Some(v) = self.credit.as_ref() {
            struct_ser.serialize_field("credit", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for OpenLedgerLine {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["line", "date", "debit", "credit"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Line,
            Date,
            Debit,
            Credit,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "line" => Ok(GeneratedField::Line),
                            "date" => Ok(GeneratedField::Date),
                            "debit" => Ok(GeneratedField::Debit),
                            "credit" => Ok(GeneratedField::Credit),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = OpenLedgerLine;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.OpenLedgerLine")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<OpenLedgerLine, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut line__ = None;
                let mut date__ = None;
                let mut debit__ = None;
                let mut credit__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Line => {
                            if line__.is_some() {
                                return Err(serde::de::Error::duplicate_field("line"));
                            }
                            line__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Debit => {
                            if debit__.is_some() {
                                return Err(serde::de::Error::duplicate_field("debit"));
                            }
                            debit__ = map_.next_value()?;
                        }
                        GeneratedField::Credit => {
                            if credit__.is_some() {
                                return Err(serde::de::Error::duplicate_field("credit"));
                            }
                            credit__ = map_.next_value()?;
                        }
                    }
                }
                Ok(OpenLedgerLine {
                    line: line__.unwrap_or_default(),
                    date: date__.unwrap_or_default(),
                    debit: debit__,
                    credit: credit__,
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.OpenLedgerLine", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for PaymentReceived {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if self.penalty.is_some() {
            len += 1;
        }
        if !self.penalty_account.is_empty() {
            len += 1;
        }
        if self.overpayment.is_some() {
            len += 1;
        }
        if !self.basis.is_empty() {
            len += 1;
        }
        if !self.into.is_empty() {
            len += 1;
        }
        if !self.channel.is_empty() {
            len += 1;
        }
        if !self.payer.is_empty() {
            len += 1;
        }
        if !self.district.is_empty() {
            len += 1;
        }
        if !self.assessment.is_empty() {
            len += 1;
        }
        if !self.receipt.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.PaymentReceived", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if let Some(v) = self.penalty.as_ref() {
            struct_ser.serialize_field("penalty", v)?;
        }
        if !self.penalty_account.is_empty() {
            struct_ser.serialize_field("penaltyAccount", &self.penalty_account)?;
        }
        if let Some(v) = self.overpayment.as_ref() {
            struct_ser.serialize_field("overpayment", v)?;
        }
        if !self.basis.is_empty() {
            struct_ser.serialize_field("basis", &self.basis)?;
        }
        if !self.into.is_empty() {
            struct_ser.serialize_field("into", &self.into)?;
        }
        if !self.channel.is_empty() {
            struct_ser.serialize_field("channel", &self.channel)?;
        }
        if !self.payer.is_empty() {
            struct_ser.serialize_field("payer", &self.payer)?;
        }
        if !self.district.is_empty() {
            struct_ser.serialize_field("district", &self.district)?;
        }
        if !self.assessment.is_empty() {
            struct_ser.serialize_field("assessment", &self.assessment)?;
        }
        if !self.receipt.is_empty() {
            struct_ser.serialize_field("receipt", &self.receipt)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for PaymentReceived {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "date",
            "agency",
            "account",
            "amount",
            "penalty",
            "penalty_account",
            "penaltyAccount",
            "overpayment",
            "basis",
            "into",
            "channel",
            "payer",
            "district",
            "assessment",
            "receipt",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            Penalty,
            PenaltyAccount,
            Overpayment,
            Basis,
            Into,
            Channel,
            Payer,
            District,
            Assessment,
            Receipt,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "penalty" => Ok(GeneratedField::Penalty),
                            "penaltyAccount" | "penalty_account" => Ok(GeneratedField::PenaltyAccount),
                            "overpayment" => Ok(GeneratedField::Overpayment),
                            "basis" => Ok(GeneratedField::Basis),
                            "into" => Ok(GeneratedField::Into),
                            "channel" => Ok(GeneratedField::Channel),
                            "payer" => Ok(GeneratedField::Payer),
                            "district" => Ok(GeneratedField::District),
                            "assessment" => Ok(GeneratedField::Assessment),
                            "receipt" => Ok(GeneratedField::Receipt),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = PaymentReceived;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.PaymentReceived")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<PaymentReceived, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut penalty__ = None;
                let mut penalty_account__ = None;
                let mut overpayment__ = None;
                let mut basis__ = None;
                let mut into__ = None;
                let mut channel__ = None;
                let mut payer__ = None;
                let mut district__ = None;
                let mut assessment__ = None;
                let mut receipt__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Penalty => {
                            if penalty__.is_some() {
                                return Err(serde::de::Error::duplicate_field("penalty"));
                            }
                            penalty__ = map_.next_value()?;
                        }
                        GeneratedField::PenaltyAccount => {
                            if penalty_account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("penaltyAccount"));
                            }
                            penalty_account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Overpayment => {
                            if overpayment__.is_some() {
                                return Err(serde::de::Error::duplicate_field("overpayment"));
                            }
                            overpayment__ = map_.next_value()?;
                        }
                        GeneratedField::Basis => {
                            if basis__.is_some() {
                                return Err(serde::de::Error::duplicate_field("basis"));
                            }
                            basis__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Into => {
                            if into__.is_some() {
                                return Err(serde::de::Error::duplicate_field("into"));
                            }
                            into__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Channel => {
                            if channel__.is_some() {
                                return Err(serde::de::Error::duplicate_field("channel"));
                            }
                            channel__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Payer => {
                            if payer__.is_some() {
                                return Err(serde::de::Error::duplicate_field("payer"));
                            }
                            payer__ = Some(map_.next_value()?);
                        }
                        GeneratedField::District => {
                            if district__.is_some() {
                                return Err(serde::de::Error::duplicate_field("district"));
                            }
                            district__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Assessment => {
                            if assessment__.is_some() {
                                return Err(serde::de::Error::duplicate_field("assessment"));
                            }
                            assessment__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Receipt => {
                            if receipt__.is_some() {
                                return Err(serde::de::Error::duplicate_field("receipt"));
                            }
                            receipt__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(PaymentReceived {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    penalty: penalty__,
                    penalty_account: penalty_account__.unwrap_or_default(),
                    overpayment: overpayment__,
                    basis: basis__.unwrap_or_default(),
                    into: into__.unwrap_or_default(),
                    channel: channel__.unwrap_or_default(),
                    payer: payer__.unwrap_or_default(),
                    district: district__.unwrap_or_default(),
                    assessment: assessment__.unwrap_or_default(),
                    receipt: receipt__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.PaymentReceived", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for PaymentRequested {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.request.is_empty() {
            len += 1;
        }
        if !self.fund_release.is_empty() {
            len += 1;
        }
        if !self.kind.is_empty() {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.PaymentRequested", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.request.is_empty() {
            struct_ser.serialize_field("request", &self.request)?;
        }
        if !self.fund_release.is_empty() {
            struct_ser.serialize_field("fundRelease", &self.fund_release)?;
        }
        if !self.kind.is_empty() {
            struct_ser.serialize_field("kind", &self.kind)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for PaymentRequested {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "date",
            "agency",
            "account",
            "amount",
            "request",
            "fund_release",
            "fundRelease",
            "kind",
            "description",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            Request,
            FundRelease,
            Kind,
            Description,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "request" => Ok(GeneratedField::Request),
                            "fundRelease" | "fund_release" => Ok(GeneratedField::FundRelease),
                            "kind" => Ok(GeneratedField::Kind),
                            "description" => Ok(GeneratedField::Description),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = PaymentRequested;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.PaymentRequested")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<PaymentRequested, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut request__ = None;
                let mut fund_release__ = None;
                let mut kind__ = None;
                let mut description__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Request => {
                            if request__.is_some() {
                                return Err(serde::de::Error::duplicate_field("request"));
                            }
                            request__ = Some(map_.next_value()?);
                        }
                        GeneratedField::FundRelease => {
                            if fund_release__.is_some() {
                                return Err(serde::de::Error::duplicate_field("fundRelease"));
                            }
                            fund_release__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Kind => {
                            if kind__.is_some() {
                                return Err(serde::de::Error::duplicate_field("kind"));
                            }
                            kind__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(PaymentRequested {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    request: request__.unwrap_or_default(),
                    fund_release: fund_release__.unwrap_or_default(),
                    kind: kind__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.PaymentRequested", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for PaymentReversed {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.original_source.is_empty() {
            len += 1;
        }
        if !self.original_id.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        if self.at_original_date {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.PaymentReversed", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.original_source.is_empty() {
            struct_ser.serialize_field("originalSource", &self.original_source)?;
        }
        if !self.original_id.is_empty() {
            struct_ser.serialize_field("originalId", &self.original_id)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        if self.at_original_date {
            struct_ser.serialize_field("atOriginalDate", &self.at_original_date)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for PaymentReversed {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "date",
            "original_source",
            "originalSource",
            "original_id",
            "originalId",
            "reason",
            "at_original_date",
            "atOriginalDate",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            OriginalSource,
            OriginalId,
            Reason,
            AtOriginalDate,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "originalSource" | "original_source" => Ok(GeneratedField::OriginalSource),
                            "originalId" | "original_id" => Ok(GeneratedField::OriginalId),
                            "reason" => Ok(GeneratedField::Reason),
                            "atOriginalDate" | "at_original_date" => Ok(GeneratedField::AtOriginalDate),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = PaymentReversed;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.PaymentReversed")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<PaymentReversed, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut original_source__ = None;
                let mut original_id__ = None;
                let mut reason__ = None;
                let mut at_original_date__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::OriginalSource => {
                            if original_source__.is_some() {
                                return Err(serde::de::Error::duplicate_field("originalSource"));
                            }
                            original_source__ = Some(map_.next_value()?);
                        }
                        GeneratedField::OriginalId => {
                            if original_id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("originalId"));
                            }
                            original_id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                        GeneratedField::AtOriginalDate => {
                            if at_original_date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("atOriginalDate"));
                            }
                            at_original_date__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(PaymentReversed {
                    date: date__.unwrap_or_default(),
                    original_source: original_source__.unwrap_or_default(),
                    original_id: original_id__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                    at_original_date: at_original_date__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.PaymentReversed", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for PeriodClosed {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.period.is_empty() {
            len += 1;
        }
        if !self.late_items.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.PeriodClosed", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.period.is_empty() {
            struct_ser.serialize_field("period", &self.period)?;
        }
        if !self.late_items.is_empty() {
            struct_ser.serialize_field("lateItems", &self.late_items)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for PeriodClosed {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "period", "late_items", "lateItems", "reason"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Period,
            LateItems,
            Reason,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "period" => Ok(GeneratedField::Period),
                            "lateItems" | "late_items" => Ok(GeneratedField::LateItems),
                            "reason" => Ok(GeneratedField::Reason),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = PeriodClosed;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.PeriodClosed")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<PeriodClosed, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut period__ = None;
                let mut late_items__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Period => {
                            if period__.is_some() {
                                return Err(serde::de::Error::duplicate_field("period"));
                            }
                            period__ = Some(map_.next_value()?);
                        }
                        GeneratedField::LateItems => {
                            if late_items__.is_some() {
                                return Err(serde::de::Error::duplicate_field("lateItems"));
                            }
                            late_items__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(PeriodClosed {
                    date: date__.unwrap_or_default(),
                    period: period__.unwrap_or_default(),
                    late_items: late_items__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.PeriodClosed", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for PeriodReopened {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.period.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.PeriodReopened", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.period.is_empty() {
            struct_ser.serialize_field("period", &self.period)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for PeriodReopened {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "period", "reason"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Period,
            Reason,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "period" => Ok(GeneratedField::Period),
                            "reason" => Ok(GeneratedField::Reason),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = PeriodReopened;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.PeriodReopened")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<PeriodReopened, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut period__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Period => {
                            if period__.is_some() {
                                return Err(serde::de::Error::duplicate_field("period"));
                            }
                            period__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(PeriodReopened {
                    date: date__.unwrap_or_default(),
                    period: period__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.PeriodReopened", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for PriorYearCorrected {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if !self.side.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.correction_account.is_empty() {
            len += 1;
        }
        if !self.document.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.PriorYearCorrected", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if !self.side.is_empty() {
            struct_ser.serialize_field("side", &self.side)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.correction_account.is_empty() {
            struct_ser.serialize_field("correctionAccount", &self.correction_account)?;
        }
        if !self.document.is_empty() {
            struct_ser.serialize_field("document", &self.document)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for PriorYearCorrected {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "date",
            "agency",
            "account",
            "side",
            "amount",
            "correction_account",
            "correctionAccount",
            "document",
            "reason",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Side,
            Amount,
            CorrectionAccount,
            Document,
            Reason,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "side" => Ok(GeneratedField::Side),
                            "amount" => Ok(GeneratedField::Amount),
                            "correctionAccount" | "correction_account" => {
                                Ok(GeneratedField::CorrectionAccount)
                            }
                            "document" => Ok(GeneratedField::Document),
                            "reason" => Ok(GeneratedField::Reason),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = PriorYearCorrected;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.PriorYearCorrected")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<PriorYearCorrected, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut side__ = None;
                let mut amount__ = None;
                let mut correction_account__ = None;
                let mut document__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Side => {
                            if side__.is_some() {
                                return Err(serde::de::Error::duplicate_field("side"));
                            }
                            side__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::CorrectionAccount => {
                            if correction_account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("correctionAccount"));
                            }
                            correction_account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Document => {
                            if document__.is_some() {
                                return Err(serde::de::Error::duplicate_field("document"));
                            }
                            document__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(PriorYearCorrected {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    side: side__.unwrap_or_default(),
                    amount: amount__,
                    correction_account: correction_account__.unwrap_or_default(),
                    document: document__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.PriorYearCorrected", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ProposalApproved {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.proposal.is_empty() {
            len += 1;
        }
        if !self.checker.is_empty() {
            len += 1;
        }
        if !self.note.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.ProposalApproved", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.proposal.is_empty() {
            struct_ser.serialize_field("proposal", &self.proposal)?;
        }
        if !self.checker.is_empty() {
            struct_ser.serialize_field("checker", &self.checker)?;
        }
        if !self.note.is_empty() {
            struct_ser.serialize_field("note", &self.note)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ProposalApproved {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "proposal", "checker", "note"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Proposal,
            Checker,
            Note,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "proposal" => Ok(GeneratedField::Proposal),
                            "checker" => Ok(GeneratedField::Checker),
                            "note" => Ok(GeneratedField::Note),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ProposalApproved;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.ProposalApproved")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ProposalApproved, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut proposal__ = None;
                let mut checker__ = None;
                let mut note__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Proposal => {
                            if proposal__.is_some() {
                                return Err(serde::de::Error::duplicate_field("proposal"));
                            }
                            proposal__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Checker => {
                            if checker__.is_some() {
                                return Err(serde::de::Error::duplicate_field("checker"));
                            }
                            checker__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Note => {
                            if note__.is_some() {
                                return Err(serde::de::Error::duplicate_field("note"));
                            }
                            note__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(ProposalApproved {
                    date: date__.unwrap_or_default(),
                    proposal: proposal__.unwrap_or_default(),
                    checker: checker__.unwrap_or_default(),
                    note: note__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.ProposalApproved", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ProposalDeclined {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.proposal.is_empty() {
            len += 1;
        }
        if !self.checker.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.ProposalDeclined", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.proposal.is_empty() {
            struct_ser.serialize_field("proposal", &self.proposal)?;
        }
        if !self.checker.is_empty() {
            struct_ser.serialize_field("checker", &self.checker)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ProposalDeclined {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "proposal", "checker", "reason"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Proposal,
            Checker,
            Reason,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "proposal" => Ok(GeneratedField::Proposal),
                            "checker" => Ok(GeneratedField::Checker),
                            "reason" => Ok(GeneratedField::Reason),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ProposalDeclined;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.ProposalDeclined")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ProposalDeclined, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut proposal__ = None;
                let mut checker__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Proposal => {
                            if proposal__.is_some() {
                                return Err(serde::de::Error::duplicate_field("proposal"));
                            }
                            proposal__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Checker => {
                            if checker__.is_some() {
                                return Err(serde::de::Error::duplicate_field("checker"));
                            }
                            checker__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(ProposalDeclined {
                    date: date__.unwrap_or_default(),
                    proposal: proposal__.unwrap_or_default(),
                    checker: checker__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.ProposalDeclined", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ProposalMade {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.proposal.is_empty() {
            len += 1;
        }
        if !self.maker.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        if self.event.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.ProposalMade", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.proposal.is_empty() {
            struct_ser.serialize_field("proposal", &self.proposal)?;
        }
        if !self.maker.is_empty() {
            struct_ser.serialize_field("maker", &self.maker)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        if let Some(v) = self.event.as_ref() {
            match v {
                proposal_made::Event::JournalPosted(v) => {
                    struct_ser.serialize_field("journalPosted", v)?;
                }
                proposal_made::Event::Linked(v) => {
                    struct_ser.serialize_field("linked", v)?;
                }
                proposal_made::Event::PaymentReversed(v) => {
                    struct_ser.serialize_field("paymentReversed", v)?;
                }
                proposal_made::Event::PeriodClosed(v) => {
                    struct_ser.serialize_field("periodClosed", v)?;
                }
                proposal_made::Event::PeriodReopened(v) => {
                    struct_ser.serialize_field("periodReopened", v)?;
                }
                proposal_made::Event::BudgetApproved(v) => {
                    struct_ser.serialize_field("budgetApproved", v)?;
                }
                proposal_made::Event::BudgetRevised(v) => {
                    struct_ser.serialize_field("budgetRevised", v)?;
                }
                proposal_made::Event::AccountClosed(v) => {
                    struct_ser.serialize_field("accountClosed", v)?;
                }
                proposal_made::Event::AccountReopened(v) => {
                    struct_ser.serialize_field("accountReopened", v)?;
                }
                proposal_made::Event::CeilingSet(v) => {
                    struct_ser.serialize_field("ceilingSet", v)?;
                }
                proposal_made::Event::RefundPaid(v) => {
                    struct_ser.serialize_field("refundPaid", v)?;
                }
                proposal_made::Event::ReceivableWrittenOff(v) => {
                    struct_ser.serialize_field("receivableWrittenOff", v)?;
                }
                proposal_made::Event::PriorYearCorrected(v) => {
                    struct_ser.serialize_field("priorYearCorrected", v)?;
                }
                proposal_made::Event::RulebookPublished(v) => {
                    struct_ser.serialize_field("rulebookPublished", v)?;
                }
                proposal_made::Event::ChartPublished(v) => {
                    struct_ser.serialize_field("chartPublished", v)?;
                }
                proposal_made::Event::ReconciliationConfirmed(v) => {
                    struct_ser.serialize_field("reconciliationConfirmed", v)?;
                }
            }
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ProposalMade {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "date",
            "proposal",
            "maker",
            "reason",
            "journal_posted",
            "journalPosted",
            "linked",
            "payment_reversed",
            "paymentReversed",
            "period_closed",
            "periodClosed",
            "period_reopened",
            "periodReopened",
            "budget_approved",
            "budgetApproved",
            "budget_revised",
            "budgetRevised",
            "account_closed",
            "accountClosed",
            "account_reopened",
            "accountReopened",
            "ceiling_set",
            "ceilingSet",
            "refund_paid",
            "refundPaid",
            "receivable_written_off",
            "receivableWrittenOff",
            "prior_year_corrected",
            "priorYearCorrected",
            "rulebook_published",
            "rulebookPublished",
            "chart_published",
            "chartPublished",
            "reconciliation_confirmed",
            "reconciliationConfirmed",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Proposal,
            Maker,
            Reason,
            JournalPosted,
            Linked,
            PaymentReversed,
            PeriodClosed,
            PeriodReopened,
            BudgetApproved,
            BudgetRevised,
            AccountClosed,
            AccountReopened,
            CeilingSet,
            RefundPaid,
            ReceivableWrittenOff,
            PriorYearCorrected,
            RulebookPublished,
            ChartPublished,
            ReconciliationConfirmed,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "proposal" => Ok(GeneratedField::Proposal),
                            "maker" => Ok(GeneratedField::Maker),
                            "reason" => Ok(GeneratedField::Reason),
                            "journalPosted" | "journal_posted" => Ok(GeneratedField::JournalPosted),
                            "linked" => Ok(GeneratedField::Linked),
                            "paymentReversed" | "payment_reversed" => Ok(GeneratedField::PaymentReversed),
                            "periodClosed" | "period_closed" => Ok(GeneratedField::PeriodClosed),
                            "periodReopened" | "period_reopened" => Ok(GeneratedField::PeriodReopened),
                            "budgetApproved" | "budget_approved" => Ok(GeneratedField::BudgetApproved),
                            "budgetRevised" | "budget_revised" => Ok(GeneratedField::BudgetRevised),
                            "accountClosed" | "account_closed" => Ok(GeneratedField::AccountClosed),
                            "accountReopened" | "account_reopened" => Ok(GeneratedField::AccountReopened),
                            "ceilingSet" | "ceiling_set" => Ok(GeneratedField::CeilingSet),
                            "refundPaid" | "refund_paid" => Ok(GeneratedField::RefundPaid),
                            "receivableWrittenOff" | "receivable_written_off" => {
                                Ok(GeneratedField::ReceivableWrittenOff)
                            }
                            "priorYearCorrected" | "prior_year_corrected" => {
                                Ok(GeneratedField::PriorYearCorrected)
                            }
                            "rulebookPublished" | "rulebook_published" => {
                                Ok(GeneratedField::RulebookPublished)
                            }
                            "chartPublished" | "chart_published" => Ok(GeneratedField::ChartPublished),
                            "reconciliationConfirmed" | "reconciliation_confirmed" => {
                                Ok(GeneratedField::ReconciliationConfirmed)
                            }
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ProposalMade;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.ProposalMade")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ProposalMade, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut proposal__ = None;
                let mut maker__ = None;
                let mut reason__ = None;
                let mut event__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Proposal => {
                            if proposal__.is_some() {
                                return Err(serde::de::Error::duplicate_field("proposal"));
                            }
                            proposal__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Maker => {
                            if maker__.is_some() {
                                return Err(serde::de::Error::duplicate_field("maker"));
                            }
                            maker__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                        GeneratedField::JournalPosted => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("journalPosted"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::JournalPosted);
                        }
                        GeneratedField::Linked => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("linked"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::Linked);
                        }
                        GeneratedField::PaymentReversed => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("paymentReversed"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::PaymentReversed);
                        }
                        GeneratedField::PeriodClosed => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("periodClosed"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::PeriodClosed);
                        }
                        GeneratedField::PeriodReopened => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("periodReopened"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::PeriodReopened);
                        }
                        GeneratedField::BudgetApproved => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("budgetApproved"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::BudgetApproved);
                        }
                        GeneratedField::BudgetRevised => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("budgetRevised"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::BudgetRevised);
                        }
                        GeneratedField::AccountClosed => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("accountClosed"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::AccountClosed);
                        }
                        GeneratedField::AccountReopened => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("accountReopened"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::AccountReopened);
                        }
                        GeneratedField::CeilingSet => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("ceilingSet"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::CeilingSet);
                        }
                        GeneratedField::RefundPaid => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("refundPaid"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::RefundPaid);
                        }
                        GeneratedField::ReceivableWrittenOff => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("receivableWrittenOff"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::ReceivableWrittenOff);
                        }
                        GeneratedField::PriorYearCorrected => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("priorYearCorrected"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::PriorYearCorrected);
                        }
                        GeneratedField::RulebookPublished => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("rulebookPublished"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::RulebookPublished);
                        }
                        GeneratedField::ChartPublished => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("chartPublished"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::ChartPublished);
                        }
                        GeneratedField::ReconciliationConfirmed => {
                            if event__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reconciliationConfirmed"));
                            }
                            event__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(proposal_made::Event::ReconciliationConfirmed);
                        }
                    }
                }
                Ok(ProposalMade {
                    date: date__.unwrap_or_default(),
                    proposal: proposal__.unwrap_or_default(),
                    maker: maker__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                    event: event__,
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.ProposalMade", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ReceiptIdentified {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if self.penalty.is_some() {
            len += 1;
        }
        if !self.penalty_account.is_empty() {
            len += 1;
        }
        if self.overpayment.is_some() {
            len += 1;
        }
        if !self.basis.is_empty() {
            len += 1;
        }
        if !self.reference.is_empty() {
            len += 1;
        }
        if !self.payer.is_empty() {
            len += 1;
        }
        if !self.district.is_empty() {
            len += 1;
        }
        if !self.assessment.is_empty() {
            len += 1;
        }
        if !self.document.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.ReceiptIdentified", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if let Some(v) = self.penalty.as_ref() {
            struct_ser.serialize_field("penalty", v)?;
        }
        if !self.penalty_account.is_empty() {
            struct_ser.serialize_field("penaltyAccount", &self.penalty_account)?;
        }
        if let Some(v) = self.overpayment.as_ref() {
            struct_ser.serialize_field("overpayment", v)?;
        }
        if !self.basis.is_empty() {
            struct_ser.serialize_field("basis", &self.basis)?;
        }
        if !self.reference.is_empty() {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if !self.payer.is_empty() {
            struct_ser.serialize_field("payer", &self.payer)?;
        }
        if !self.district.is_empty() {
            struct_ser.serialize_field("district", &self.district)?;
        }
        if !self.assessment.is_empty() {
            struct_ser.serialize_field("assessment", &self.assessment)?;
        }
        if !self.document.is_empty() {
            struct_ser.serialize_field("document", &self.document)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ReceiptIdentified {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "date",
            "agency",
            "account",
            "amount",
            "penalty",
            "penalty_account",
            "penaltyAccount",
            "overpayment",
            "basis",
            "reference",
            "payer",
            "district",
            "assessment",
            "document",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            Penalty,
            PenaltyAccount,
            Overpayment,
            Basis,
            Reference,
            Payer,
            District,
            Assessment,
            Document,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "penalty" => Ok(GeneratedField::Penalty),
                            "penaltyAccount" | "penalty_account" => Ok(GeneratedField::PenaltyAccount),
                            "overpayment" => Ok(GeneratedField::Overpayment),
                            "basis" => Ok(GeneratedField::Basis),
                            "reference" => Ok(GeneratedField::Reference),
                            "payer" => Ok(GeneratedField::Payer),
                            "district" => Ok(GeneratedField::District),
                            "assessment" => Ok(GeneratedField::Assessment),
                            "document" => Ok(GeneratedField::Document),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ReceiptIdentified;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.ReceiptIdentified")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ReceiptIdentified, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut penalty__ = None;
                let mut penalty_account__ = None;
                let mut overpayment__ = None;
                let mut basis__ = None;
                let mut reference__ = None;
                let mut payer__ = None;
                let mut district__ = None;
                let mut assessment__ = None;
                let mut document__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Penalty => {
                            if penalty__.is_some() {
                                return Err(serde::de::Error::duplicate_field("penalty"));
                            }
                            penalty__ = map_.next_value()?;
                        }
                        GeneratedField::PenaltyAccount => {
                            if penalty_account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("penaltyAccount"));
                            }
                            penalty_account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Overpayment => {
                            if overpayment__.is_some() {
                                return Err(serde::de::Error::duplicate_field("overpayment"));
                            }
                            overpayment__ = map_.next_value()?;
                        }
                        GeneratedField::Basis => {
                            if basis__.is_some() {
                                return Err(serde::de::Error::duplicate_field("basis"));
                            }
                            basis__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Payer => {
                            if payer__.is_some() {
                                return Err(serde::de::Error::duplicate_field("payer"));
                            }
                            payer__ = Some(map_.next_value()?);
                        }
                        GeneratedField::District => {
                            if district__.is_some() {
                                return Err(serde::de::Error::duplicate_field("district"));
                            }
                            district__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Assessment => {
                            if assessment__.is_some() {
                                return Err(serde::de::Error::duplicate_field("assessment"));
                            }
                            assessment__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Document => {
                            if document__.is_some() {
                                return Err(serde::de::Error::duplicate_field("document"));
                            }
                            document__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(ReceiptIdentified {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    penalty: penalty__,
                    penalty_account: penalty_account__.unwrap_or_default(),
                    overpayment: overpayment__,
                    basis: basis__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    payer: payer__.unwrap_or_default(),
                    district: district__.unwrap_or_default(),
                    assessment: assessment__.unwrap_or_default(),
                    document: document__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.ReceiptIdentified", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ReceivableWrittenOff {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.document.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        if !self.payer.is_empty() {
            len += 1;
        }
        if !self.assessment.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.ReceivableWrittenOff", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.document.is_empty() {
            struct_ser.serialize_field("document", &self.document)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        if !self.payer.is_empty() {
            struct_ser.serialize_field("payer", &self.payer)?;
        }
        if !self.assessment.is_empty() {
            struct_ser.serialize_field("assessment", &self.assessment)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ReceivableWrittenOff {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] =
            &["date", "agency", "account", "amount", "document", "reason", "payer", "assessment"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            Document,
            Reason,
            Payer,
            Assessment,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "document" => Ok(GeneratedField::Document),
                            "reason" => Ok(GeneratedField::Reason),
                            "payer" => Ok(GeneratedField::Payer),
                            "assessment" => Ok(GeneratedField::Assessment),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ReceivableWrittenOff;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.ReceivableWrittenOff")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ReceivableWrittenOff, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut document__ = None;
                let mut reason__ = None;
                let mut payer__ = None;
                let mut assessment__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Document => {
                            if document__.is_some() {
                                return Err(serde::de::Error::duplicate_field("document"));
                            }
                            document__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Payer => {
                            if payer__.is_some() {
                                return Err(serde::de::Error::duplicate_field("payer"));
                            }
                            payer__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Assessment => {
                            if assessment__.is_some() {
                                return Err(serde::de::Error::duplicate_field("assessment"));
                            }
                            assessment__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(ReceivableWrittenOff {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    document: document__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                    payer: payer__.unwrap_or_default(),
                    assessment: assessment__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.ReceivableWrittenOff", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ReconciliationConfirmed {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if !self.document.is_empty() {
            len += 1;
        }
        if !self.bank_account.is_empty() {
            len += 1;
        }
        if !self.period_from.is_empty() {
            len += 1;
        }
        if !self.period_to.is_empty() {
            len += 1;
        }
        if !self.confirmed_by.is_empty() {
            len += 1;
        }
        if !self.matches.is_empty() {
            len += 1;
        }
        if !self.open_entries.is_empty() {
            len += 1;
        }
        if !self.open_lines.is_empty() {
            len += 1;
        }
        if self.statement_balance.is_some() {
            len += 1;
        }
        if self.book_balance.is_some() {
            len += 1;
        }
        if self.position != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.ReconciliationConfirmed", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if !self.document.is_empty() {
            struct_ser.serialize_field("document", &self.document)?;
        }
        if !self.bank_account.is_empty() {
            struct_ser.serialize_field("bankAccount", &self.bank_account)?;
        }
        if !self.period_from.is_empty() {
            struct_ser.serialize_field("periodFrom", &self.period_from)?;
        }
        if !self.period_to.is_empty() {
            struct_ser.serialize_field("periodTo", &self.period_to)?;
        }
        if !self.confirmed_by.is_empty() {
            struct_ser.serialize_field("confirmedBy", &self.confirmed_by)?;
        }
        if !self.matches.is_empty() {
            struct_ser.serialize_field("matches", &self.matches)?;
        }
        if !self.open_entries.is_empty() {
            struct_ser.serialize_field("openEntries", &self.open_entries)?;
        }
        if !self.open_lines.is_empty() {
            struct_ser.serialize_field("openLines", &self.open_lines)?;
        }
        if let Some(v) = self.statement_balance.as_ref() {
            struct_ser.serialize_field("statementBalance", v)?;
        }
        if let Some(v) = self.book_balance.as_ref() {
            struct_ser.serialize_field("bookBalance", v)?;
        }
        if self.position != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("position", ToString::to_string(&self.position).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ReconciliationConfirmed {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "date",
            "agency",
            "account",
            "document",
            "bank_account",
            "bankAccount",
            "period_from",
            "periodFrom",
            "period_to",
            "periodTo",
            "confirmed_by",
            "confirmedBy",
            "matches",
            "open_entries",
            "openEntries",
            "open_lines",
            "openLines",
            "statement_balance",
            "statementBalance",
            "book_balance",
            "bookBalance",
            "position",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Document,
            BankAccount,
            PeriodFrom,
            PeriodTo,
            ConfirmedBy,
            Matches,
            OpenEntries,
            OpenLines,
            StatementBalance,
            BookBalance,
            Position,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "document" => Ok(GeneratedField::Document),
                            "bankAccount" | "bank_account" => Ok(GeneratedField::BankAccount),
                            "periodFrom" | "period_from" => Ok(GeneratedField::PeriodFrom),
                            "periodTo" | "period_to" => Ok(GeneratedField::PeriodTo),
                            "confirmedBy" | "confirmed_by" => Ok(GeneratedField::ConfirmedBy),
                            "matches" => Ok(GeneratedField::Matches),
                            "openEntries" | "open_entries" => Ok(GeneratedField::OpenEntries),
                            "openLines" | "open_lines" => Ok(GeneratedField::OpenLines),
                            "statementBalance" | "statement_balance" => Ok(GeneratedField::StatementBalance),
                            "bookBalance" | "book_balance" => Ok(GeneratedField::BookBalance),
                            "position" => Ok(GeneratedField::Position),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = ReconciliationConfirmed;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.ReconciliationConfirmed")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ReconciliationConfirmed, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut document__ = None;
                let mut bank_account__ = None;
                let mut period_from__ = None;
                let mut period_to__ = None;
                let mut confirmed_by__ = None;
                let mut matches__ = None;
                let mut open_entries__ = None;
                let mut open_lines__ = None;
                let mut statement_balance__ = None;
                let mut book_balance__ = None;
                let mut position__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Document => {
                            if document__.is_some() {
                                return Err(serde::de::Error::duplicate_field("document"));
                            }
                            document__ = Some(map_.next_value()?);
                        }
                        GeneratedField::BankAccount => {
                            if bank_account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("bankAccount"));
                            }
                            bank_account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::PeriodFrom => {
                            if period_from__.is_some() {
                                return Err(serde::de::Error::duplicate_field("periodFrom"));
                            }
                            period_from__ = Some(map_.next_value()?);
                        }
                        GeneratedField::PeriodTo => {
                            if period_to__.is_some() {
                                return Err(serde::de::Error::duplicate_field("periodTo"));
                            }
                            period_to__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ConfirmedBy => {
                            if confirmed_by__.is_some() {
                                return Err(serde::de::Error::duplicate_field("confirmedBy"));
                            }
                            confirmed_by__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Matches => {
                            if matches__.is_some() {
                                return Err(serde::de::Error::duplicate_field("matches"));
                            }
                            matches__ = Some(map_.next_value()?);
                        }
                        GeneratedField::OpenEntries => {
                            if open_entries__.is_some() {
                                return Err(serde::de::Error::duplicate_field("openEntries"));
                            }
                            open_entries__ = Some(map_.next_value()?);
                        }
                        GeneratedField::OpenLines => {
                            if open_lines__.is_some() {
                                return Err(serde::de::Error::duplicate_field("openLines"));
                            }
                            open_lines__ = Some(map_.next_value()?);
                        }
                        GeneratedField::StatementBalance => {
                            if statement_balance__.is_some() {
                                return Err(serde::de::Error::duplicate_field("statementBalance"));
                            }
                            statement_balance__ = map_.next_value()?;
                        }
                        GeneratedField::BookBalance => {
                            if book_balance__.is_some() {
                                return Err(serde::de::Error::duplicate_field("bookBalance"));
                            }
                            book_balance__ = map_.next_value()?;
                        }
                        GeneratedField::Position => {
                            if position__.is_some() {
                                return Err(serde::de::Error::duplicate_field("position"));
                            }
                            position__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                    }
                }
                Ok(ReconciliationConfirmed {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    document: document__.unwrap_or_default(),
                    bank_account: bank_account__.unwrap_or_default(),
                    period_from: period_from__.unwrap_or_default(),
                    period_to: period_to__.unwrap_or_default(),
                    confirmed_by: confirmed_by__.unwrap_or_default(),
                    matches: matches__.unwrap_or_default(),
                    open_entries: open_entries__.unwrap_or_default(),
                    open_lines: open_lines__.unwrap_or_default(),
                    statement_balance: statement_balance__,
                    book_balance: book_balance__,
                    position: position__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.ReconciliationConfirmed", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for RefundPaid {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.from.is_empty() {
            len += 1;
        }
        if !self.payer.is_empty() {
            len += 1;
        }
        if !self.reference.is_empty() {
            len += 1;
        }
        if !self.channel.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.RefundPaid", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.from.is_empty() {
            struct_ser.serialize_field("from", &self.from)?;
        }
        if !self.payer.is_empty() {
            struct_ser.serialize_field("payer", &self.payer)?;
        }
        if !self.reference.is_empty() {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if !self.channel.is_empty() {
            struct_ser.serialize_field("channel", &self.channel)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for RefundPaid {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] =
            &["date", "agency", "account", "amount", "from", "payer", "reference", "channel"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            From,
            Payer,
            Reference,
            Channel,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "from" => Ok(GeneratedField::From),
                            "payer" => Ok(GeneratedField::Payer),
                            "reference" => Ok(GeneratedField::Reference),
                            "channel" => Ok(GeneratedField::Channel),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = RefundPaid;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.RefundPaid")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<RefundPaid, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut from__ = None;
                let mut payer__ = None;
                let mut reference__ = None;
                let mut channel__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::From => {
                            if from__.is_some() {
                                return Err(serde::de::Error::duplicate_field("from"));
                            }
                            from__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Payer => {
                            if payer__.is_some() {
                                return Err(serde::de::Error::duplicate_field("payer"));
                            }
                            payer__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Channel => {
                            if channel__.is_some() {
                                return Err(serde::de::Error::duplicate_field("channel"));
                            }
                            channel__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(RefundPaid {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    from: from__.unwrap_or_default(),
                    payer: payer__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                    channel: channel__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.RefundPaid", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for RulebookPublished {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.name.is_empty() {
            len += 1;
        }
        if !self.yaml.is_empty() {
            len += 1;
        }
        if !self.sha256.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.RulebookPublished", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        if !self.yaml.is_empty() {
            struct_ser.serialize_field("yaml", &self.yaml)?;
        }
        if !self.sha256.is_empty() {
            struct_ser.serialize_field("sha256", &self.sha256)?;
        }
        if !self.reason.is_empty() {
            struct_ser.serialize_field("reason", &self.reason)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for RulebookPublished {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "name", "yaml", "sha256", "reason"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Name,
            Yaml,
            Sha256,
            Reason,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "name" => Ok(GeneratedField::Name),
                            "yaml" => Ok(GeneratedField::Yaml),
                            "sha256" => Ok(GeneratedField::Sha256),
                            "reason" => Ok(GeneratedField::Reason),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = RulebookPublished;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.RulebookPublished")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<RulebookPublished, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut name__ = None;
                let mut yaml__ = None;
                let mut sha256__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Yaml => {
                            if yaml__.is_some() {
                                return Err(serde::de::Error::duplicate_field("yaml"));
                            }
                            yaml__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Sha256 => {
                            if sha256__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sha256"));
                            }
                            sha256__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reason => {
                            if reason__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reason"));
                            }
                            reason__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(RulebookPublished {
                    date: date__.unwrap_or_default(),
                    name: name__.unwrap_or_default(),
                    yaml: yaml__.unwrap_or_default(),
                    sha256: sha256__.unwrap_or_default(),
                    reason: reason__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.RulebookPublished", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SettlementReceived {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if self.fee.is_some() {
            len += 1;
        }
        if !self.channel.is_empty() {
            len += 1;
        }
        if !self.acquirer.is_empty() {
            len += 1;
        }
        if !self.reference.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.SettlementReceived", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if let Some(v) = self.fee.as_ref() {
            struct_ser.serialize_field("fee", v)?;
        }
        if !self.channel.is_empty() {
            struct_ser.serialize_field("channel", &self.channel)?;
        }
        if !self.acquirer.is_empty() {
            struct_ser.serialize_field("acquirer", &self.acquirer)?;
        }
        if !self.reference.is_empty() {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SettlementReceived {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] =
            &["date", "agency", "account", "amount", "fee", "channel", "acquirer", "reference"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            Fee,
            Channel,
            Acquirer,
            Reference,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "fee" => Ok(GeneratedField::Fee),
                            "channel" => Ok(GeneratedField::Channel),
                            "acquirer" => Ok(GeneratedField::Acquirer),
                            "reference" => Ok(GeneratedField::Reference),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SettlementReceived;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.SettlementReceived")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SettlementReceived, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut fee__ = None;
                let mut channel__ = None;
                let mut acquirer__ = None;
                let mut reference__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Fee => {
                            if fee__.is_some() {
                                return Err(serde::de::Error::duplicate_field("fee"));
                            }
                            fee__ = map_.next_value()?;
                        }
                        GeneratedField::Channel => {
                            if channel__.is_some() {
                                return Err(serde::de::Error::duplicate_field("channel"));
                            }
                            channel__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Acquirer => {
                            if acquirer__.is_some() {
                                return Err(serde::de::Error::duplicate_field("acquirer"));
                            }
                            acquirer__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(SettlementReceived {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    fee: fee__,
                    channel: channel__.unwrap_or_default(),
                    acquirer: acquirer__.unwrap_or_default(),
                    reference: reference__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.SettlementReceived", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SpendingReported {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.report.is_empty() {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        if !self.channel.is_empty() {
            len += 1;
        }
        if self.vendor.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.SpendingReported", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.report.is_empty() {
            struct_ser.serialize_field("report", &self.report)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        if !self.channel.is_empty() {
            struct_ser.serialize_field("channel", &self.channel)?;
        }
        if let Some(v) = self.vendor.as_ref() {
            struct_ser.serialize_field("vendor", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SpendingReported {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] =
            &["date", "agency", "account", "amount", "report", "description", "channel", "vendor"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            Report,
            Description,
            Channel,
            Vendor,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "report" => Ok(GeneratedField::Report),
                            "description" => Ok(GeneratedField::Description),
                            "channel" => Ok(GeneratedField::Channel),
                            "vendor" => Ok(GeneratedField::Vendor),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SpendingReported;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.SpendingReported")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SpendingReported, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut report__ = None;
                let mut description__ = None;
                let mut channel__ = None;
                let mut vendor__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Report => {
                            if report__.is_some() {
                                return Err(serde::de::Error::duplicate_field("report"));
                            }
                            report__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Channel => {
                            if channel__.is_some() {
                                return Err(serde::de::Error::duplicate_field("channel"));
                            }
                            channel__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Vendor => {
                            if vendor__.is_some() {
                                return Err(serde::de::Error::duplicate_field("vendor"));
                            }
                            vendor__ = map_.next_value()?;
                        }
                    }
                }
                Ok(SpendingReported {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    report: report__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                    channel: channel__.unwrap_or_default(),
                    vendor: vendor__,
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.SpendingReported", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SpendingReturned {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.account.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.reference.is_empty() {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        if !self.channel.is_empty() {
            len += 1;
        }
        if self.vendor.is_some() {
            len += 1;
        }
        if !self.into.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.SpendingReturned", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.account.is_empty() {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.reference.is_empty() {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        if !self.channel.is_empty() {
            struct_ser.serialize_field("channel", &self.channel)?;
        }
        if let Some(v) = self.vendor.as_ref() {
            struct_ser.serialize_field("vendor", v)?;
        }
        if !self.into.is_empty() {
            struct_ser.serialize_field("into", &self.into)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SpendingReturned {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] =
            &["date", "agency", "account", "amount", "reference", "description", "channel", "vendor", "into"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Account,
            Amount,
            Reference,
            Description,
            Channel,
            Vendor,
            Into,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "account" => Ok(GeneratedField::Account),
                            "amount" => Ok(GeneratedField::Amount),
                            "reference" => Ok(GeneratedField::Reference),
                            "description" => Ok(GeneratedField::Description),
                            "channel" => Ok(GeneratedField::Channel),
                            "vendor" => Ok(GeneratedField::Vendor),
                            "into" => Ok(GeneratedField::Into),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SpendingReturned;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.SpendingReturned")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SpendingReturned, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut account__ = None;
                let mut amount__ = None;
                let mut reference__ = None;
                let mut description__ = None;
                let mut channel__ = None;
                let mut vendor__ = None;
                let mut into__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Channel => {
                            if channel__.is_some() {
                                return Err(serde::de::Error::duplicate_field("channel"));
                            }
                            channel__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Vendor => {
                            if vendor__.is_some() {
                                return Err(serde::de::Error::duplicate_field("vendor"));
                            }
                            vendor__ = map_.next_value()?;
                        }
                        GeneratedField::Into => {
                            if into__.is_some() {
                                return Err(serde::de::Error::duplicate_field("into"));
                            }
                            into__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(SpendingReturned {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    account: account__.unwrap_or_default(),
                    amount: amount__,
                    reference: reference__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                    channel: channel__.unwrap_or_default(),
                    vendor: vendor__,
                    into: into__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.SpendingReturned", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for TaxRemitted {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if !self.agency.is_empty() {
            len += 1;
        }
        if !self.deductions.is_empty() {
            len += 1;
        }
        if !self.state_receipt.is_empty() {
            len += 1;
        }
        if !self.channel.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.TaxRemitted", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if !self.agency.is_empty() {
            struct_ser.serialize_field("agency", &self.agency)?;
        }
        if !self.deductions.is_empty() {
            struct_ser.serialize_field("deductions", &self.deductions)?;
        }
        if !self.state_receipt.is_empty() {
            struct_ser.serialize_field("stateReceipt", &self.state_receipt)?;
        }
        if !self.channel.is_empty() {
            struct_ser.serialize_field("channel", &self.channel)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for TaxRemitted {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "agency", "deductions", "state_receipt", "stateReceipt", "channel"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Agency,
            Deductions,
            StateReceipt,
            Channel,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "agency" => Ok(GeneratedField::Agency),
                            "deductions" => Ok(GeneratedField::Deductions),
                            "stateReceipt" | "state_receipt" => Ok(GeneratedField::StateReceipt),
                            "channel" => Ok(GeneratedField::Channel),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = TaxRemitted;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.TaxRemitted")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<TaxRemitted, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut agency__ = None;
                let mut deductions__ = None;
                let mut state_receipt__ = None;
                let mut channel__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Agency => {
                            if agency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("agency"));
                            }
                            agency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Deductions => {
                            if deductions__.is_some() {
                                return Err(serde::de::Error::duplicate_field("deductions"));
                            }
                            deductions__ = Some(map_.next_value()?);
                        }
                        GeneratedField::StateReceipt => {
                            if state_receipt__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stateReceipt"));
                            }
                            state_receipt__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Channel => {
                            if channel__.is_some() {
                                return Err(serde::de::Error::duplicate_field("channel"));
                            }
                            channel__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(TaxRemitted {
                    date: date__.unwrap_or_default(),
                    agency: agency__.unwrap_or_default(),
                    deductions: deductions__.unwrap_or_default(),
                    state_receipt: state_receipt__.unwrap_or_default(),
                    channel: channel__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.TaxRemitted", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for UnidentifiedReceived {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.date.is_empty() {
            len += 1;
        }
        if self.amount.is_some() {
            len += 1;
        }
        if !self.reference.is_empty() {
            len += 1;
        }
        if !self.channel.is_empty() {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.UnidentifiedReceived", len)?;
        if !self.date.is_empty() {
            struct_ser.serialize_field("date", &self.date)?;
        }
        if let Some(v) = self.amount.as_ref() {
            struct_ser.serialize_field("amount", v)?;
        }
        if !self.reference.is_empty() {
            struct_ser.serialize_field("reference", &self.reference)?;
        }
        if !self.channel.is_empty() {
            struct_ser.serialize_field("channel", &self.channel)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for UnidentifiedReceived {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["date", "amount", "reference", "channel", "description"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Date,
            Amount,
            Reference,
            Channel,
            Description,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "date" => Ok(GeneratedField::Date),
                            "amount" => Ok(GeneratedField::Amount),
                            "reference" => Ok(GeneratedField::Reference),
                            "channel" => Ok(GeneratedField::Channel),
                            "description" => Ok(GeneratedField::Description),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = UnidentifiedReceived;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.UnidentifiedReceived")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<UnidentifiedReceived, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut date__ = None;
                let mut amount__ = None;
                let mut reference__ = None;
                let mut channel__ = None;
                let mut description__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Date => {
                            if date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("date"));
                            }
                            date__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = map_.next_value()?;
                        }
                        GeneratedField::Reference => {
                            if reference__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reference"));
                            }
                            reference__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Channel => {
                            if channel__.is_some() {
                                return Err(serde::de::Error::duplicate_field("channel"));
                            }
                            channel__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(UnidentifiedReceived {
                    date: date__.unwrap_or_default(),
                    amount: amount__,
                    reference: reference__.unwrap_or_default(),
                    channel: channel__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.UnidentifiedReceived", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Vendor {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.id.is_empty() {
            len += 1;
        }
        if !self.scale.is_empty() {
            len += 1;
        }
        if !self.domicile.is_empty() {
            len += 1;
        }
        if !self.origin.is_empty() {
            len += 1;
        }
        if !self.local_content_percent.is_empty() {
            len += 1;
        }
        if !self.procurement_channel.is_empty() {
            len += 1;
        }
        if !self.contract.is_empty() {
            len += 1;
        }
        if !self.invoice_date.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.payment.v1.Vendor", len)?;
        if !self.id.is_empty() {
            struct_ser.serialize_field("id", &self.id)?;
        }
        if !self.scale.is_empty() {
            struct_ser.serialize_field("scale", &self.scale)?;
        }
        if !self.domicile.is_empty() {
            struct_ser.serialize_field("domicile", &self.domicile)?;
        }
        if !self.origin.is_empty() {
            struct_ser.serialize_field("origin", &self.origin)?;
        }
        if !self.local_content_percent.is_empty() {
            struct_ser.serialize_field("localContentPercent", &self.local_content_percent)?;
        }
        if !self.procurement_channel.is_empty() {
            struct_ser.serialize_field("procurementChannel", &self.procurement_channel)?;
        }
        if !self.contract.is_empty() {
            struct_ser.serialize_field("contract", &self.contract)?;
        }
        if !self.invoice_date.is_empty() {
            struct_ser.serialize_field("invoiceDate", &self.invoice_date)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Vendor {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "id",
            "scale",
            "domicile",
            "origin",
            "local_content_percent",
            "localContentPercent",
            "procurement_channel",
            "procurementChannel",
            "contract",
            "invoice_date",
            "invoiceDate",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Id,
            Scale,
            Domicile,
            Origin,
            LocalContentPercent,
            ProcurementChannel,
            Contract,
            InvoiceDate,
        }
        impl<'de> serde::Deserialize<'de> for GeneratedField {
            fn deserialize<D>(deserializer: D) -> std::result::Result<GeneratedField, D::Error>
            where
                D: serde::Deserializer<'de>,
            {
                struct GeneratedVisitor;

                impl serde::de::Visitor<'_> for GeneratedVisitor {
                    type Value = GeneratedField;

                    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        write!(formatter, "expected one of: {:?}", &FIELDS)
                    }

                    #[allow(unused_variables)]
                    fn visit_str<E>(self, value: &str) -> std::result::Result<GeneratedField, E>
                    where
                        E: serde::de::Error,
                    {
                        match value {
                            "id" => Ok(GeneratedField::Id),
                            "scale" => Ok(GeneratedField::Scale),
                            "domicile" => Ok(GeneratedField::Domicile),
                            "origin" => Ok(GeneratedField::Origin),
                            "localContentPercent" | "local_content_percent" => {
                                Ok(GeneratedField::LocalContentPercent)
                            }
                            "procurementChannel" | "procurement_channel" => {
                                Ok(GeneratedField::ProcurementChannel)
                            }
                            "contract" => Ok(GeneratedField::Contract),
                            "invoiceDate" | "invoice_date" => Ok(GeneratedField::InvoiceDate),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Vendor;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.payment.v1.Vendor")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Vendor, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut id__ = None;
                let mut scale__ = None;
                let mut domicile__ = None;
                let mut origin__ = None;
                let mut local_content_percent__ = None;
                let mut procurement_channel__ = None;
                let mut contract__ = None;
                let mut invoice_date__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Id => {
                            if id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("id"));
                            }
                            id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Scale => {
                            if scale__.is_some() {
                                return Err(serde::de::Error::duplicate_field("scale"));
                            }
                            scale__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Domicile => {
                            if domicile__.is_some() {
                                return Err(serde::de::Error::duplicate_field("domicile"));
                            }
                            domicile__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Origin => {
                            if origin__.is_some() {
                                return Err(serde::de::Error::duplicate_field("origin"));
                            }
                            origin__ = Some(map_.next_value()?);
                        }
                        GeneratedField::LocalContentPercent => {
                            if local_content_percent__.is_some() {
                                return Err(serde::de::Error::duplicate_field("localContentPercent"));
                            }
                            local_content_percent__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ProcurementChannel => {
                            if procurement_channel__.is_some() {
                                return Err(serde::de::Error::duplicate_field("procurementChannel"));
                            }
                            procurement_channel__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Contract => {
                            if contract__.is_some() {
                                return Err(serde::de::Error::duplicate_field("contract"));
                            }
                            contract__ = Some(map_.next_value()?);
                        }
                        GeneratedField::InvoiceDate => {
                            if invoice_date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("invoiceDate"));
                            }
                            invoice_date__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(Vendor {
                    id: id__.unwrap_or_default(),
                    scale: scale__.unwrap_or_default(),
                    domicile: domicile__.unwrap_or_default(),
                    origin: origin__.unwrap_or_default(),
                    local_content_percent: local_content_percent__.unwrap_or_default(),
                    procurement_channel: procurement_channel__.unwrap_or_default(),
                    contract: contract__.unwrap_or_default(),
                    invoice_date: invoice_date__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.payment.v1.Vendor", FIELDS, GeneratedVisitor)
    }
}
