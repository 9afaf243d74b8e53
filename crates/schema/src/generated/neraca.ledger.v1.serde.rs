// Generated from proto/ by `cargo xtask codegen`; change the .proto file and run it again.
impl serde::Serialize for AccessRecorded {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.principal.is_empty() {
            len += 1;
        }
        if !self.action.is_empty() {
            len += 1;
        }
        if !self.book.is_empty() {
            len += 1;
        }
        if self.status != 0 {
            len += 1;
        }
        if !self.code.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.AccessRecorded", len)?;
        if !self.principal.is_empty() {
            struct_ser.serialize_field("principal", &self.principal)?;
        }
        if !self.action.is_empty() {
            struct_ser.serialize_field("action", &self.action)?;
        }
        if !self.book.is_empty() {
            struct_ser.serialize_field("book", &self.book)?;
        }
        if self.status != 0 {
            struct_ser.serialize_field("status", &self.status)?;
        }
        if !self.code.is_empty() {
            struct_ser.serialize_field("code", &self.code)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for AccessRecorded {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["principal", "action", "book", "status", "code"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Principal,
            Action,
            Book,
            Status,
            Code,
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
                            "principal" => Ok(GeneratedField::Principal),
                            "action" => Ok(GeneratedField::Action),
                            "book" => Ok(GeneratedField::Book),
                            "status" => Ok(GeneratedField::Status),
                            "code" => Ok(GeneratedField::Code),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = AccessRecorded;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.AccessRecorded")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<AccessRecorded, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut principal__ = None;
                let mut action__ = None;
                let mut book__ = None;
                let mut status__ = None;
                let mut code__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Principal => {
                            if principal__.is_some() {
                                return Err(serde::de::Error::duplicate_field("principal"));
                            }
                            principal__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Action => {
                            if action__.is_some() {
                                return Err(serde::de::Error::duplicate_field("action"));
                            }
                            action__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Book => {
                            if book__.is_some() {
                                return Err(serde::de::Error::duplicate_field("book"));
                            }
                            book__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Status => {
                            if status__.is_some() {
                                return Err(serde::de::Error::duplicate_field("status"));
                            }
                            status__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Code => {
                            if code__.is_some() {
                                return Err(serde::de::Error::duplicate_field("code"));
                            }
                            code__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(AccessRecorded {
                    principal: principal__.unwrap_or_default(),
                    action: action__.unwrap_or_default(),
                    book: book__.unwrap_or_default(),
                    status: status__.unwrap_or_default(),
                    code: code__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.AccessRecorded", FIELDS, GeneratedVisitor)
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
        if !self.entity.is_empty() {
            len += 1;
        }
        if !self.code.is_empty() {
            len += 1;
        }
        if self.normal_side != 0 {
            len += 1;
        }
        if !self.currency.is_empty() {
            len += 1;
        }
        if self.book_side != 0 {
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
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.AccountOpened", len)?;
        if !self.entity.is_empty() {
            struct_ser.serialize_field("entity", &self.entity)?;
        }
        if !self.code.is_empty() {
            struct_ser.serialize_field("code", &self.code)?;
        }
        if self.normal_side != 0 {
            let v = Side::try_from(self.normal_side)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", self.normal_side)))?;
            struct_ser.serialize_field("normalSide", &v)?;
        }
        if !self.currency.is_empty() {
            struct_ser.serialize_field("currency", &self.currency)?;
        }
        if self.book_side != 0 {
            let v = BookSide::try_from(self.book_side)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", self.book_side)))?;
            struct_ser.serialize_field("bookSide", &v)?;
        }
        if self.debits_must_not_exceed_credits {
            struct_ser.serialize_field("debitsMustNotExceedCredits", &self.debits_must_not_exceed_credits)?;
        }
        if self.credits_must_not_exceed_debits {
            struct_ser.serialize_field("creditsMustNotExceedDebits", &self.credits_must_not_exceed_debits)?;
        }
        if let Some(v) = self.ceiling.as_ref() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("ceiling", ToString::to_string(&v).as_str())?;
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
            "entity",
            "code",
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
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Entity,
            Code,
            NormalSide,
            Currency,
            BookSide,
            DebitsMustNotExceedCredits,
            CreditsMustNotExceedDebits,
            Ceiling,
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
                            "entity" => Ok(GeneratedField::Entity),
                            "code" => Ok(GeneratedField::Code),
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
                formatter.write_str("struct neraca.ledger.v1.AccountOpened")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<AccountOpened, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut entity__ = None;
                let mut code__ = None;
                let mut normal_side__ = None;
                let mut currency__ = None;
                let mut book_side__ = None;
                let mut debits_must_not_exceed_credits__ = None;
                let mut credits_must_not_exceed_debits__ = None;
                let mut ceiling__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Entity => {
                            if entity__.is_some() {
                                return Err(serde::de::Error::duplicate_field("entity"));
                            }
                            entity__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Code => {
                            if code__.is_some() {
                                return Err(serde::de::Error::duplicate_field("code"));
                            }
                            code__ = Some(map_.next_value()?);
                        }
                        GeneratedField::NormalSide => {
                            if normal_side__.is_some() {
                                return Err(serde::de::Error::duplicate_field("normalSide"));
                            }
                            normal_side__ = Some(map_.next_value::<Side>()? as i32);
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
                            book_side__ = Some(map_.next_value::<BookSide>()? as i32);
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
                            ceiling__ = map_
                                .next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>(
                                )?
                                .map(|x| x.0);
                        }
                    }
                }
                Ok(AccountOpened {
                    entity: entity__.unwrap_or_default(),
                    code: code__.unwrap_or_default(),
                    normal_side: normal_side__.unwrap_or_default(),
                    currency: currency__.unwrap_or_default(),
                    book_side: book_side__.unwrap_or_default(),
                    debits_must_not_exceed_credits: debits_must_not_exceed_credits__.unwrap_or_default(),
                    credits_must_not_exceed_debits: credits_must_not_exceed_debits__.unwrap_or_default(),
                    ceiling: ceiling__,
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.AccountOpened", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for AccountRef {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.entity.is_empty() {
            len += 1;
        }
        if !self.code.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.AccountRef", len)?;
        if !self.entity.is_empty() {
            struct_ser.serialize_field("entity", &self.entity)?;
        }
        if !self.code.is_empty() {
            struct_ser.serialize_field("code", &self.code)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for AccountRef {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["entity", "code"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Entity,
            Code,
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
                            "entity" => Ok(GeneratedField::Entity),
                            "code" => Ok(GeneratedField::Code),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = AccountRef;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.AccountRef")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<AccountRef, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut entity__ = None;
                let mut code__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Entity => {
                            if entity__.is_some() {
                                return Err(serde::de::Error::duplicate_field("entity"));
                            }
                            entity__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Code => {
                            if code__.is_some() {
                                return Err(serde::de::Error::duplicate_field("code"));
                            }
                            code__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(AccountRef { entity: entity__.unwrap_or_default(), code: code__.unwrap_or_default() })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.AccountRef", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for BookOpened {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.name.is_empty() {
            len += 1;
        }
        if !self.currency.is_empty() {
            len += 1;
        }
        if self.chart_mode != 0 {
            len += 1;
        }
        if self.balance_per_entity {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.BookOpened", len)?;
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        if !self.currency.is_empty() {
            struct_ser.serialize_field("currency", &self.currency)?;
        }
        if self.chart_mode != 0 {
            let v = ChartMode::try_from(self.chart_mode)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", self.chart_mode)))?;
            struct_ser.serialize_field("chartMode", &v)?;
        }
        if self.balance_per_entity {
            struct_ser.serialize_field("balancePerEntity", &self.balance_per_entity)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for BookOpened {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] =
            &["name", "currency", "chart_mode", "chartMode", "balance_per_entity", "balancePerEntity"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Name,
            Currency,
            ChartMode,
            BalancePerEntity,
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
                            "name" => Ok(GeneratedField::Name),
                            "currency" => Ok(GeneratedField::Currency),
                            "chartMode" | "chart_mode" => Ok(GeneratedField::ChartMode),
                            "balancePerEntity" | "balance_per_entity" => Ok(GeneratedField::BalancePerEntity),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = BookOpened;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.BookOpened")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<BookOpened, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut name__ = None;
                let mut currency__ = None;
                let mut chart_mode__ = None;
                let mut balance_per_entity__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Currency => {
                            if currency__.is_some() {
                                return Err(serde::de::Error::duplicate_field("currency"));
                            }
                            currency__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ChartMode => {
                            if chart_mode__.is_some() {
                                return Err(serde::de::Error::duplicate_field("chartMode"));
                            }
                            chart_mode__ = Some(map_.next_value::<ChartMode>()? as i32);
                        }
                        GeneratedField::BalancePerEntity => {
                            if balance_per_entity__.is_some() {
                                return Err(serde::de::Error::duplicate_field("balancePerEntity"));
                            }
                            balance_per_entity__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(BookOpened {
                    name: name__.unwrap_or_default(),
                    currency: currency__.unwrap_or_default(),
                    chart_mode: chart_mode__.unwrap_or_default(),
                    balance_per_entity: balance_per_entity__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.BookOpened", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for BookSide {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "BOOK_SIDE_UNSPECIFIED",
            Self::Financial => "BOOK_SIDE_FINANCIAL",
            Self::Budget => "BOOK_SIDE_BUDGET",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for BookSide {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["BOOK_SIDE_UNSPECIFIED", "BOOK_SIDE_FINANCIAL", "BOOK_SIDE_BUDGET"];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = BookSide;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self))
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self))
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "BOOK_SIDE_UNSPECIFIED" => Ok(BookSide::Unspecified),
                    "BOOK_SIDE_FINANCIAL" => Ok(BookSide::Financial),
                    "BOOK_SIDE_BUDGET" => Ok(BookSide::Budget),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for BudgetSet {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.account.is_some() {
            len += 1;
        }
        if self.amount != 0 {
            len += 1;
        }
        if self.enforced {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.BudgetSet", len)?;
        if let Some(v) = self.account.as_ref() {
            struct_ser.serialize_field("account", v)?;
        }
        if self.amount != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("amount", ToString::to_string(&self.amount).as_str())?;
        }
        if self.enforced {
            struct_ser.serialize_field("enforced", &self.enforced)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for BudgetSet {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["account", "amount", "enforced"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Account,
            Amount,
            Enforced,
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
                            "enforced" => Ok(GeneratedField::Enforced),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = BudgetSet;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.BudgetSet")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<BudgetSet, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut account__ = None;
                let mut amount__ = None;
                let mut enforced__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = map_.next_value()?;
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Enforced => {
                            if enforced__.is_some() {
                                return Err(serde::de::Error::duplicate_field("enforced"));
                            }
                            enforced__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(BudgetSet {
                    account: account__,
                    amount: amount__.unwrap_or_default(),
                    enforced: enforced__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.BudgetSet", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for BusCoordinates {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.stream != 0 {
            len += 1;
        }
        if self.sequence != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.BusCoordinates", len)?;
        if self.stream != 0 {
            struct_ser.serialize_field("stream", &self.stream)?;
        }
        if self.sequence != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("sequence", ToString::to_string(&self.sequence).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for BusCoordinates {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["stream", "sequence"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Stream,
            Sequence,
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
                            "stream" => Ok(GeneratedField::Stream),
                            "sequence" => Ok(GeneratedField::Sequence),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = BusCoordinates;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.BusCoordinates")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<BusCoordinates, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut stream__ = None;
                let mut sequence__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Stream => {
                            if stream__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stream"));
                            }
                            stream__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Sequence => {
                            if sequence__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sequence"));
                            }
                            sequence__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                    }
                }
                Ok(BusCoordinates {
                    stream: stream__.unwrap_or_default(),
                    sequence: sequence__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.BusCoordinates", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for BusRange {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.stream != 0 {
            len += 1;
        }
        if !self.name.is_empty() {
            len += 1;
        }
        if !self.created_at.is_empty() {
            len += 1;
        }
        if self.first != 0 {
            len += 1;
        }
        if self.last != 0 {
            len += 1;
        }
        if self.posted != 0 {
            len += 1;
        }
        if self.refused != 0 {
            len += 1;
        }
        if self.quarantined != 0 {
            len += 1;
        }
        if self.repeated != 0 {
            len += 1;
        }
        if !self.last_digest.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.BusRange", len)?;
        if self.stream != 0 {
            struct_ser.serialize_field("stream", &self.stream)?;
        }
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        if !self.created_at.is_empty() {
            struct_ser.serialize_field("createdAt", &self.created_at)?;
        }
        if self.first != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("first", ToString::to_string(&self.first).as_str())?;
        }
        if self.last != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("last", ToString::to_string(&self.last).as_str())?;
        }
        if self.posted != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("posted", ToString::to_string(&self.posted).as_str())?;
        }
        if self.refused != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("refused", ToString::to_string(&self.refused).as_str())?;
        }
        if self.quarantined != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("quarantined", ToString::to_string(&self.quarantined).as_str())?;
        }
        if self.repeated != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("repeated", ToString::to_string(&self.repeated).as_str())?;
        }
        if !self.last_digest.is_empty() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser
                .serialize_field("lastDigest", pbjson::private::base64::encode(&self.last_digest).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for BusRange {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "stream",
            "name",
            "created_at",
            "createdAt",
            "first",
            "last",
            "posted",
            "refused",
            "quarantined",
            "repeated",
            "last_digest",
            "lastDigest",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Stream,
            Name,
            CreatedAt,
            First,
            Last,
            Posted,
            Refused,
            Quarantined,
            Repeated,
            LastDigest,
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
                            "stream" => Ok(GeneratedField::Stream),
                            "name" => Ok(GeneratedField::Name),
                            "createdAt" | "created_at" => Ok(GeneratedField::CreatedAt),
                            "first" => Ok(GeneratedField::First),
                            "last" => Ok(GeneratedField::Last),
                            "posted" => Ok(GeneratedField::Posted),
                            "refused" => Ok(GeneratedField::Refused),
                            "quarantined" => Ok(GeneratedField::Quarantined),
                            "repeated" => Ok(GeneratedField::Repeated),
                            "lastDigest" | "last_digest" => Ok(GeneratedField::LastDigest),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = BusRange;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.BusRange")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<BusRange, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut stream__ = None;
                let mut name__ = None;
                let mut created_at__ = None;
                let mut first__ = None;
                let mut last__ = None;
                let mut posted__ = None;
                let mut refused__ = None;
                let mut quarantined__ = None;
                let mut repeated__ = None;
                let mut last_digest__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Stream => {
                            if stream__.is_some() {
                                return Err(serde::de::Error::duplicate_field("stream"));
                            }
                            stream__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::CreatedAt => {
                            if created_at__.is_some() {
                                return Err(serde::de::Error::duplicate_field("createdAt"));
                            }
                            created_at__ = Some(map_.next_value()?);
                        }
                        GeneratedField::First => {
                            if first__.is_some() {
                                return Err(serde::de::Error::duplicate_field("first"));
                            }
                            first__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Last => {
                            if last__.is_some() {
                                return Err(serde::de::Error::duplicate_field("last"));
                            }
                            last__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Posted => {
                            if posted__.is_some() {
                                return Err(serde::de::Error::duplicate_field("posted"));
                            }
                            posted__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Refused => {
                            if refused__.is_some() {
                                return Err(serde::de::Error::duplicate_field("refused"));
                            }
                            refused__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Quarantined => {
                            if quarantined__.is_some() {
                                return Err(serde::de::Error::duplicate_field("quarantined"));
                            }
                            quarantined__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Repeated => {
                            if repeated__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeated"));
                            }
                            repeated__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::LastDigest => {
                            if last_digest__.is_some() {
                                return Err(serde::de::Error::duplicate_field("lastDigest"));
                            }
                            last_digest__ =
                                Some(map_.next_value::<::pbjson::private::BytesDeserialize<_>>()?.0);
                        }
                    }
                }
                Ok(BusRange {
                    stream: stream__.unwrap_or_default(),
                    name: name__.unwrap_or_default(),
                    created_at: created_at__.unwrap_or_default(),
                    first: first__.unwrap_or_default(),
                    last: last__.unwrap_or_default(),
                    posted: posted__.unwrap_or_default(),
                    refused: refused__.unwrap_or_default(),
                    quarantined: quarantined__.unwrap_or_default(),
                    repeated: repeated__.unwrap_or_default(),
                    last_digest: last_digest__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.BusRange", FIELDS, GeneratedVisitor)
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
        if self.account.is_some() {
            len += 1;
        }
        if self.ceiling.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.CeilingSet", len)?;
        if let Some(v) = self.account.as_ref() {
            struct_ser.serialize_field("account", v)?;
        }
        if let Some(v) = self.ceiling.as_ref() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("ceiling", ToString::to_string(&v).as_str())?;
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
        const FIELDS: &[&str] = &["account", "ceiling"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Account,
            Ceiling,
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
                            "ceiling" => Ok(GeneratedField::Ceiling),
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
                formatter.write_str("struct neraca.ledger.v1.CeilingSet")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<CeilingSet, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut account__ = None;
                let mut ceiling__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = map_.next_value()?;
                        }
                        GeneratedField::Ceiling => {
                            if ceiling__.is_some() {
                                return Err(serde::de::Error::duplicate_field("ceiling"));
                            }
                            ceiling__ = map_
                                .next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>(
                                )?
                                .map(|x| x.0);
                        }
                    }
                }
                Ok(CeilingSet { account: account__, ceiling: ceiling__ })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.CeilingSet", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ChartMode {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "CHART_MODE_UNSPECIFIED",
            Self::Open => "CHART_MODE_OPEN",
            Self::Strict => "CHART_MODE_STRICT",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for ChartMode {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["CHART_MODE_UNSPECIFIED", "CHART_MODE_OPEN", "CHART_MODE_STRICT"];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = ChartMode;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self))
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self))
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "CHART_MODE_UNSPECIFIED" => Ok(ChartMode::Unspecified),
                    "CHART_MODE_OPEN" => Ok(ChartMode::Open),
                    "CHART_MODE_STRICT" => Ok(ChartMode::Strict),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
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
        if !self.name.is_empty() {
            len += 1;
        }
        if self.version != 0 {
            len += 1;
        }
        if !self.sha256.is_empty() {
            len += 1;
        }
        if !self.csv.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.ChartPublished", len)?;
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        if self.version != 0 {
            struct_ser.serialize_field("version", &self.version)?;
        }
        if !self.sha256.is_empty() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("sha256", pbjson::private::base64::encode(&self.sha256).as_str())?;
        }
        if !self.csv.is_empty() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("csv", pbjson::private::base64::encode(&self.csv).as_str())?;
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
        const FIELDS: &[&str] = &["name", "version", "sha256", "csv"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Name,
            Version,
            Sha256,
            Csv,
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
                            "name" => Ok(GeneratedField::Name),
                            "version" => Ok(GeneratedField::Version),
                            "sha256" => Ok(GeneratedField::Sha256),
                            "csv" => Ok(GeneratedField::Csv),
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
                formatter.write_str("struct neraca.ledger.v1.ChartPublished")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ChartPublished, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut name__ = None;
                let mut version__ = None;
                let mut sha256__ = None;
                let mut csv__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Version => {
                            if version__.is_some() {
                                return Err(serde::de::Error::duplicate_field("version"));
                            }
                            version__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Sha256 => {
                            if sha256__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sha256"));
                            }
                            sha256__ = Some(map_.next_value::<::pbjson::private::BytesDeserialize<_>>()?.0);
                        }
                        GeneratedField::Csv => {
                            if csv__.is_some() {
                                return Err(serde::de::Error::duplicate_field("csv"));
                            }
                            csv__ = Some(map_.next_value::<::pbjson::private::BytesDeserialize<_>>()?.0);
                        }
                    }
                }
                Ok(ChartPublished {
                    name: name__.unwrap_or_default(),
                    version: version__.unwrap_or_default(),
                    sha256: sha256__.unwrap_or_default(),
                    csv: csv__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.ChartPublished", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for CompletenessStated {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.ranges.is_empty() {
            len += 1;
        }
        if self.first_repeat != 0 {
            len += 1;
        }
        if !self.repeats.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.CompletenessStated", len)?;
        if !self.ranges.is_empty() {
            struct_ser.serialize_field("ranges", &self.ranges)?;
        }
        if self.first_repeat != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("firstRepeat", ToString::to_string(&self.first_repeat).as_str())?;
        }
        if !self.repeats.is_empty() {
            struct_ser.serialize_field("repeats", &self.repeats)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for CompletenessStated {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["ranges", "first_repeat", "firstRepeat", "repeats"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Ranges,
            FirstRepeat,
            Repeats,
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
                            "ranges" => Ok(GeneratedField::Ranges),
                            "firstRepeat" | "first_repeat" => Ok(GeneratedField::FirstRepeat),
                            "repeats" => Ok(GeneratedField::Repeats),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = CompletenessStated;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.CompletenessStated")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<CompletenessStated, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut ranges__ = None;
                let mut first_repeat__ = None;
                let mut repeats__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Ranges => {
                            if ranges__.is_some() {
                                return Err(serde::de::Error::duplicate_field("ranges"));
                            }
                            ranges__ = Some(map_.next_value()?);
                        }
                        GeneratedField::FirstRepeat => {
                            if first_repeat__.is_some() {
                                return Err(serde::de::Error::duplicate_field("firstRepeat"));
                            }
                            first_repeat__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Repeats => {
                            if repeats__.is_some() {
                                return Err(serde::de::Error::duplicate_field("repeats"));
                            }
                            repeats__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(CompletenessStated {
                    ranges: ranges__.unwrap_or_default(),
                    first_repeat: first_repeat__.unwrap_or_default(),
                    repeats: repeats__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.CompletenessStated", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Detached {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.sha256.is_empty() {
            len += 1;
        }
        if self.size != 0 {
            len += 1;
        }
        if !self.outcome.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.Detached", len)?;
        if !self.sha256.is_empty() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("sha256", pbjson::private::base64::encode(&self.sha256).as_str())?;
        }
        if self.size != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("size", ToString::to_string(&self.size).as_str())?;
        }
        if !self.outcome.is_empty() {
            struct_ser.serialize_field("outcome", &self.outcome)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Detached {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["sha256", "size", "outcome"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Sha256,
            Size,
            Outcome,
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
                            "sha256" => Ok(GeneratedField::Sha256),
                            "size" => Ok(GeneratedField::Size),
                            "outcome" => Ok(GeneratedField::Outcome),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Detached;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.Detached")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Detached, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut sha256__ = None;
                let mut size__ = None;
                let mut outcome__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Sha256 => {
                            if sha256__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sha256"));
                            }
                            sha256__ = Some(map_.next_value::<::pbjson::private::BytesDeserialize<_>>()?.0);
                        }
                        GeneratedField::Size => {
                            if size__.is_some() {
                                return Err(serde::de::Error::duplicate_field("size"));
                            }
                            size__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Outcome => {
                            if outcome__.is_some() {
                                return Err(serde::de::Error::duplicate_field("outcome"));
                            }
                            outcome__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(Detached {
                    sha256: sha256__.unwrap_or_default(),
                    size: size__.unwrap_or_default(),
                    outcome: outcome__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.Detached", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Entry {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.kind != 0 {
            len += 1;
        }
        if self.effective_date != 0 {
            len += 1;
        }
        if !self.entity.is_empty() {
            len += 1;
        }
        if !self.lines.is_empty() {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        if self.reverses != 0 {
            len += 1;
        }
        if self.late_for.is_some() {
            len += 1;
        }
        if self.open_item.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.Entry", len)?;
        if self.kind != 0 {
            let v = EntryKind::try_from(self.kind)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", self.kind)))?;
            struct_ser.serialize_field("kind", &v)?;
        }
        if self.effective_date != 0 {
            struct_ser.serialize_field("effectiveDate", &self.effective_date)?;
        }
        if !self.entity.is_empty() {
            struct_ser.serialize_field("entity", &self.entity)?;
        }
        if !self.lines.is_empty() {
            struct_ser.serialize_field("lines", &self.lines)?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        if self.reverses != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("reverses", ToString::to_string(&self.reverses).as_str())?;
        }
        if let Some(v) = self.late_for.as_ref() {
            struct_ser.serialize_field("lateFor", v)?;
        }
        if let Some(v) = self.open_item.as_ref() {
            struct_ser.serialize_field("openItem", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Entry {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "kind",
            "effective_date",
            "effectiveDate",
            "entity",
            "lines",
            "description",
            "reverses",
            "late_for",
            "lateFor",
            "open_item",
            "openItem",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Kind,
            EffectiveDate,
            Entity,
            Lines,
            Description,
            Reverses,
            LateFor,
            OpenItem,
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
                            "kind" => Ok(GeneratedField::Kind),
                            "effectiveDate" | "effective_date" => Ok(GeneratedField::EffectiveDate),
                            "entity" => Ok(GeneratedField::Entity),
                            "lines" => Ok(GeneratedField::Lines),
                            "description" => Ok(GeneratedField::Description),
                            "reverses" => Ok(GeneratedField::Reverses),
                            "lateFor" | "late_for" => Ok(GeneratedField::LateFor),
                            "openItem" | "open_item" => Ok(GeneratedField::OpenItem),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Entry;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.Entry")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Entry, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut kind__ = None;
                let mut effective_date__ = None;
                let mut entity__ = None;
                let mut lines__ = None;
                let mut description__ = None;
                let mut reverses__ = None;
                let mut late_for__ = None;
                let mut open_item__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Kind => {
                            if kind__.is_some() {
                                return Err(serde::de::Error::duplicate_field("kind"));
                            }
                            kind__ = Some(map_.next_value::<EntryKind>()? as i32);
                        }
                        GeneratedField::EffectiveDate => {
                            if effective_date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("effectiveDate"));
                            }
                            effective_date__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Entity => {
                            if entity__.is_some() {
                                return Err(serde::de::Error::duplicate_field("entity"));
                            }
                            entity__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Lines => {
                            if lines__.is_some() {
                                return Err(serde::de::Error::duplicate_field("lines"));
                            }
                            lines__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reverses => {
                            if reverses__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reverses"));
                            }
                            reverses__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::LateFor => {
                            if late_for__.is_some() {
                                return Err(serde::de::Error::duplicate_field("lateFor"));
                            }
                            late_for__ = map_
                                .next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>(
                                )?
                                .map(|x| x.0);
                        }
                        GeneratedField::OpenItem => {
                            if open_item__.is_some() {
                                return Err(serde::de::Error::duplicate_field("openItem"));
                            }
                            open_item__ = map_.next_value()?;
                        }
                    }
                }
                Ok(Entry {
                    kind: kind__.unwrap_or_default(),
                    effective_date: effective_date__.unwrap_or_default(),
                    entity: entity__.unwrap_or_default(),
                    lines: lines__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                    reverses: reverses__.unwrap_or_default(),
                    late_for: late_for__,
                    open_item: open_item__,
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.Entry", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for EntryKind {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "ENTRY_KIND_UNSPECIFIED",
            Self::General => "ENTRY_KIND_GENERAL",
            Self::Adjustment => "ENTRY_KIND_ADJUSTMENT",
            Self::Correction => "ENTRY_KIND_CORRECTION",
            Self::Reversal => "ENTRY_KIND_REVERSAL",
            Self::Closing => "ENTRY_KIND_CLOSING",
            Self::Opening => "ENTRY_KIND_OPENING",
            Self::Elimination => "ENTRY_KIND_ELIMINATION",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for EntryKind {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "ENTRY_KIND_UNSPECIFIED",
            "ENTRY_KIND_GENERAL",
            "ENTRY_KIND_ADJUSTMENT",
            "ENTRY_KIND_CORRECTION",
            "ENTRY_KIND_REVERSAL",
            "ENTRY_KIND_CLOSING",
            "ENTRY_KIND_OPENING",
            "ENTRY_KIND_ELIMINATION",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = EntryKind;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self))
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self))
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "ENTRY_KIND_UNSPECIFIED" => Ok(EntryKind::Unspecified),
                    "ENTRY_KIND_GENERAL" => Ok(EntryKind::General),
                    "ENTRY_KIND_ADJUSTMENT" => Ok(EntryKind::Adjustment),
                    "ENTRY_KIND_CORRECTION" => Ok(EntryKind::Correction),
                    "ENTRY_KIND_REVERSAL" => Ok(EntryKind::Reversal),
                    "ENTRY_KIND_CLOSING" => Ok(EntryKind::Closing),
                    "ENTRY_KIND_OPENING" => Ok(EntryKind::Opening),
                    "ENTRY_KIND_ELIMINATION" => Ok(EntryKind::Elimination),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for Fact {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.fact.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.Fact", len)?;
        if let Some(v) = self.fact.as_ref() {
            match v {
                fact::Fact::AccountOpened(v) => {
                    struct_ser.serialize_field("accountOpened", v)?;
                }
                fact::Fact::AccountClosed(v) => {
                    struct_ser.serialize_field("accountClosed", v)?;
                }
                fact::Fact::AccountReopened(v) => {
                    struct_ser.serialize_field("accountReopened", v)?;
                }
                fact::Fact::CeilingSet(v) => {
                    struct_ser.serialize_field("ceilingSet", v)?;
                }
                fact::Fact::BudgetSet(v) => {
                    struct_ser.serialize_field("budgetSet", v)?;
                }
                fact::Fact::EntryPosted(v) => {
                    struct_ser.serialize_field("entryPosted", v)?;
                }
                fact::Fact::HoldPlaced(v) => {
                    struct_ser.serialize_field("holdPlaced", v)?;
                }
                fact::Fact::HoldCaptured(v) => {
                    struct_ser.serialize_field("holdCaptured", v)?;
                }
                fact::Fact::HoldReleased(v) => {
                    struct_ser.serialize_field("holdReleased", v)?;
                }
                fact::Fact::Reversed(v) => {
                    struct_ser.serialize_field("reversed", v)?;
                }
                fact::Fact::PeriodClosed(v) => {
                    struct_ser.serialize_field("periodClosed", v)?;
                }
                fact::Fact::PeriodReopened(v) => {
                    struct_ser.serialize_field("periodReopened", v)?;
                }
                fact::Fact::ProposalMade(v) => {
                    struct_ser.serialize_field("proposalMade", v)?;
                }
                fact::Fact::ProposalSettled(v) => {
                    struct_ser.serialize_field("proposalSettled", v)?;
                }
            }
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Fact {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "account_opened",
            "accountOpened",
            "account_closed",
            "accountClosed",
            "account_reopened",
            "accountReopened",
            "ceiling_set",
            "ceilingSet",
            "budget_set",
            "budgetSet",
            "entry_posted",
            "entryPosted",
            "hold_placed",
            "holdPlaced",
            "hold_captured",
            "holdCaptured",
            "hold_released",
            "holdReleased",
            "reversed",
            "period_closed",
            "periodClosed",
            "period_reopened",
            "periodReopened",
            "proposal_made",
            "proposalMade",
            "proposal_settled",
            "proposalSettled",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            AccountOpened,
            AccountClosed,
            AccountReopened,
            CeilingSet,
            BudgetSet,
            EntryPosted,
            HoldPlaced,
            HoldCaptured,
            HoldReleased,
            Reversed,
            PeriodClosed,
            PeriodReopened,
            ProposalMade,
            ProposalSettled,
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
                            "accountOpened" | "account_opened" => Ok(GeneratedField::AccountOpened),
                            "accountClosed" | "account_closed" => Ok(GeneratedField::AccountClosed),
                            "accountReopened" | "account_reopened" => Ok(GeneratedField::AccountReopened),
                            "ceilingSet" | "ceiling_set" => Ok(GeneratedField::CeilingSet),
                            "budgetSet" | "budget_set" => Ok(GeneratedField::BudgetSet),
                            "entryPosted" | "entry_posted" => Ok(GeneratedField::EntryPosted),
                            "holdPlaced" | "hold_placed" => Ok(GeneratedField::HoldPlaced),
                            "holdCaptured" | "hold_captured" => Ok(GeneratedField::HoldCaptured),
                            "holdReleased" | "hold_released" => Ok(GeneratedField::HoldReleased),
                            "reversed" => Ok(GeneratedField::Reversed),
                            "periodClosed" | "period_closed" => Ok(GeneratedField::PeriodClosed),
                            "periodReopened" | "period_reopened" => Ok(GeneratedField::PeriodReopened),
                            "proposalMade" | "proposal_made" => Ok(GeneratedField::ProposalMade),
                            "proposalSettled" | "proposal_settled" => Ok(GeneratedField::ProposalSettled),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Fact;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.Fact")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Fact, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut fact__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::AccountOpened => {
                            if fact__.is_some() {
                                return Err(serde::de::Error::duplicate_field("accountOpened"));
                            }
                            fact__ =
                                map_.next_value::<::std::option::Option<_>>()?.map(fact::Fact::AccountOpened);
                        }
                        GeneratedField::AccountClosed => {
                            if fact__.is_some() {
                                return Err(serde::de::Error::duplicate_field("accountClosed"));
                            }
                            fact__ =
                                map_.next_value::<::std::option::Option<_>>()?.map(fact::Fact::AccountClosed);
                        }
                        GeneratedField::AccountReopened => {
                            if fact__.is_some() {
                                return Err(serde::de::Error::duplicate_field("accountReopened"));
                            }
                            fact__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(fact::Fact::AccountReopened);
                        }
                        GeneratedField::CeilingSet => {
                            if fact__.is_some() {
                                return Err(serde::de::Error::duplicate_field("ceilingSet"));
                            }
                            fact__ =
                                map_.next_value::<::std::option::Option<_>>()?.map(fact::Fact::CeilingSet);
                        }
                        GeneratedField::BudgetSet => {
                            if fact__.is_some() {
                                return Err(serde::de::Error::duplicate_field("budgetSet"));
                            }
                            fact__ =
                                map_.next_value::<::std::option::Option<_>>()?.map(fact::Fact::BudgetSet);
                        }
                        GeneratedField::EntryPosted => {
                            if fact__.is_some() {
                                return Err(serde::de::Error::duplicate_field("entryPosted"));
                            }
                            fact__ =
                                map_.next_value::<::std::option::Option<_>>()?.map(fact::Fact::EntryPosted);
                        }
                        GeneratedField::HoldPlaced => {
                            if fact__.is_some() {
                                return Err(serde::de::Error::duplicate_field("holdPlaced"));
                            }
                            fact__ =
                                map_.next_value::<::std::option::Option<_>>()?.map(fact::Fact::HoldPlaced);
                        }
                        GeneratedField::HoldCaptured => {
                            if fact__.is_some() {
                                return Err(serde::de::Error::duplicate_field("holdCaptured"));
                            }
                            fact__ =
                                map_.next_value::<::std::option::Option<_>>()?.map(fact::Fact::HoldCaptured);
                        }
                        GeneratedField::HoldReleased => {
                            if fact__.is_some() {
                                return Err(serde::de::Error::duplicate_field("holdReleased"));
                            }
                            fact__ =
                                map_.next_value::<::std::option::Option<_>>()?.map(fact::Fact::HoldReleased);
                        }
                        GeneratedField::Reversed => {
                            if fact__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reversed"));
                            }
                            fact__ = map_.next_value::<::std::option::Option<_>>()?.map(fact::Fact::Reversed);
                        }
                        GeneratedField::PeriodClosed => {
                            if fact__.is_some() {
                                return Err(serde::de::Error::duplicate_field("periodClosed"));
                            }
                            fact__ =
                                map_.next_value::<::std::option::Option<_>>()?.map(fact::Fact::PeriodClosed);
                        }
                        GeneratedField::PeriodReopened => {
                            if fact__.is_some() {
                                return Err(serde::de::Error::duplicate_field("periodReopened"));
                            }
                            fact__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(fact::Fact::PeriodReopened);
                        }
                        GeneratedField::ProposalMade => {
                            if fact__.is_some() {
                                return Err(serde::de::Error::duplicate_field("proposalMade"));
                            }
                            fact__ =
                                map_.next_value::<::std::option::Option<_>>()?.map(fact::Fact::ProposalMade);
                        }
                        GeneratedField::ProposalSettled => {
                            if fact__.is_some() {
                                return Err(serde::de::Error::duplicate_field("proposalSettled"));
                            }
                            fact__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(fact::Fact::ProposalSettled);
                        }
                    }
                }
                Ok(Fact { fact: fact__ })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.Fact", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Header {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.name.is_empty() {
            len += 1;
        }
        if !self.value.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.Header", len)?;
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        if !self.value.is_empty() {
            struct_ser.serialize_field("value", &self.value)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Header {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["name", "value"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Name,
            Value,
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
                            "name" => Ok(GeneratedField::Name),
                            "value" => Ok(GeneratedField::Value),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Header;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.Header")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Header, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut name__ = None;
                let mut value__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Value => {
                            if value__.is_some() {
                                return Err(serde::de::Error::duplicate_field("value"));
                            }
                            value__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(Header { name: name__.unwrap_or_default(), value: value__.unwrap_or_default() })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.Header", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Hold {
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
        if !self.entity.is_empty() {
            len += 1;
        }
        if !self.lines.is_empty() {
            len += 1;
        }
        if self.expires_at != 0 {
            len += 1;
        }
        if !self.description.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.Hold", len)?;
        if !self.id.is_empty() {
            struct_ser.serialize_field("id", &self.id)?;
        }
        if !self.entity.is_empty() {
            struct_ser.serialize_field("entity", &self.entity)?;
        }
        if !self.lines.is_empty() {
            struct_ser.serialize_field("lines", &self.lines)?;
        }
        if self.expires_at != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("expiresAt", ToString::to_string(&self.expires_at).as_str())?;
        }
        if !self.description.is_empty() {
            struct_ser.serialize_field("description", &self.description)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Hold {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["id", "entity", "lines", "expires_at", "expiresAt", "description"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Id,
            Entity,
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
                            "id" => Ok(GeneratedField::Id),
                            "entity" => Ok(GeneratedField::Entity),
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
            type Value = Hold;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.Hold")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Hold, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut id__ = None;
                let mut entity__ = None;
                let mut lines__ = None;
                let mut expires_at__ = None;
                let mut description__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Id => {
                            if id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("id"));
                            }
                            id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Entity => {
                            if entity__.is_some() {
                                return Err(serde::de::Error::duplicate_field("entity"));
                            }
                            entity__ = Some(map_.next_value()?);
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
                            expires_at__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Description => {
                            if description__.is_some() {
                                return Err(serde::de::Error::duplicate_field("description"));
                            }
                            description__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(Hold {
                    id: id__.unwrap_or_default(),
                    entity: entity__.unwrap_or_default(),
                    lines: lines__.unwrap_or_default(),
                    expires_at: expires_at__.unwrap_or_default(),
                    description: description__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.Hold", FIELDS, GeneratedVisitor)
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
        if !self.hold.is_empty() {
            len += 1;
        }
        if self.entry.is_some() {
            len += 1;
        }
        if self.keep_remainder {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.HoldCaptured", len)?;
        if !self.hold.is_empty() {
            struct_ser.serialize_field("hold", &self.hold)?;
        }
        if let Some(v) = self.entry.as_ref() {
            struct_ser.serialize_field("entry", v)?;
        }
        if self.keep_remainder {
            struct_ser.serialize_field("keepRemainder", &self.keep_remainder)?;
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
        const FIELDS: &[&str] = &["hold", "entry", "keep_remainder", "keepRemainder"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Hold,
            Entry,
            KeepRemainder,
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
                            "hold" => Ok(GeneratedField::Hold),
                            "entry" => Ok(GeneratedField::Entry),
                            "keepRemainder" | "keep_remainder" => Ok(GeneratedField::KeepRemainder),
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
                formatter.write_str("struct neraca.ledger.v1.HoldCaptured")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<HoldCaptured, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut hold__ = None;
                let mut entry__ = None;
                let mut keep_remainder__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Hold => {
                            if hold__.is_some() {
                                return Err(serde::de::Error::duplicate_field("hold"));
                            }
                            hold__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Entry => {
                            if entry__.is_some() {
                                return Err(serde::de::Error::duplicate_field("entry"));
                            }
                            entry__ = map_.next_value()?;
                        }
                        GeneratedField::KeepRemainder => {
                            if keep_remainder__.is_some() {
                                return Err(serde::de::Error::duplicate_field("keepRemainder"));
                            }
                            keep_remainder__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(HoldCaptured {
                    hold: hold__.unwrap_or_default(),
                    entry: entry__,
                    keep_remainder: keep_remainder__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.HoldCaptured", FIELDS, GeneratedVisitor)
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
        if !self.hold.is_empty() {
            len += 1;
        }
        if !self.reason.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.HoldReleased", len)?;
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
        const FIELDS: &[&str] = &["hold", "reason"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
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
                formatter.write_str("struct neraca.ledger.v1.HoldReleased")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<HoldReleased, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut hold__ = None;
                let mut reason__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
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
                Ok(HoldReleased { hold: hold__.unwrap_or_default(), reason: reason__.unwrap_or_default() })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.HoldReleased", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for HoldState {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "HOLD_STATE_UNSPECIFIED",
            Self::Pending => "HOLD_STATE_PENDING",
            Self::Captured => "HOLD_STATE_CAPTURED",
            Self::Released => "HOLD_STATE_RELEASED",
            Self::Expired => "HOLD_STATE_EXPIRED",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for HoldState {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "HOLD_STATE_UNSPECIFIED",
            "HOLD_STATE_PENDING",
            "HOLD_STATE_CAPTURED",
            "HOLD_STATE_RELEASED",
            "HOLD_STATE_EXPIRED",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = HoldState;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self))
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self))
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "HOLD_STATE_UNSPECIFIED" => Ok(HoldState::Unspecified),
                    "HOLD_STATE_PENDING" => Ok(HoldState::Pending),
                    "HOLD_STATE_CAPTURED" => Ok(HoldState::Captured),
                    "HOLD_STATE_RELEASED" => Ok(HoldState::Released),
                    "HOLD_STATE_EXPIRED" => Ok(HoldState::Expired),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for HoldsExpired {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.holds.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.HoldsExpired", len)?;
        if !self.holds.is_empty() {
            struct_ser.serialize_field("holds", &self.holds)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for HoldsExpired {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["holds"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Holds,
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
                            "holds" => Ok(GeneratedField::Holds),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = HoldsExpired;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.HoldsExpired")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<HoldsExpired, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut holds__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Holds => {
                            if holds__.is_some() {
                                return Err(serde::de::Error::duplicate_field("holds"));
                            }
                            holds__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(HoldsExpired { holds: holds__.unwrap_or_default() })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.HoldsExpired", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Line {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.entity.is_empty() {
            len += 1;
        }
        if !self.code.is_empty() {
            len += 1;
        }
        if self.amount != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.Line", len)?;
        if !self.entity.is_empty() {
            struct_ser.serialize_field("entity", &self.entity)?;
        }
        if !self.code.is_empty() {
            struct_ser.serialize_field("code", &self.code)?;
        }
        if self.amount != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("amount", ToString::to_string(&self.amount).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Line {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["entity", "code", "amount"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Entity,
            Code,
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
                            "entity" => Ok(GeneratedField::Entity),
                            "code" => Ok(GeneratedField::Code),
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
            type Value = Line;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.Line")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Line, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut entity__ = None;
                let mut code__ = None;
                let mut amount__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Entity => {
                            if entity__.is_some() {
                                return Err(serde::de::Error::duplicate_field("entity"));
                            }
                            entity__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Code => {
                            if code__.is_some() {
                                return Err(serde::de::Error::duplicate_field("code"));
                            }
                            code__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                    }
                }
                Ok(Line {
                    entity: entity__.unwrap_or_default(),
                    code: code__.unwrap_or_default(),
                    amount: amount__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.Line", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for OpenItem {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.entity.is_empty() {
            len += 1;
        }
        if !self.code.is_empty() {
            len += 1;
        }
        if !self.name.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.OpenItem", len)?;
        if !self.entity.is_empty() {
            struct_ser.serialize_field("entity", &self.entity)?;
        }
        if !self.code.is_empty() {
            struct_ser.serialize_field("code", &self.code)?;
        }
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for OpenItem {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["entity", "code", "name"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Entity,
            Code,
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
                            "entity" => Ok(GeneratedField::Entity),
                            "code" => Ok(GeneratedField::Code),
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
            type Value = OpenItem;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.OpenItem")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<OpenItem, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut entity__ = None;
                let mut code__ = None;
                let mut name__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Entity => {
                            if entity__.is_some() {
                                return Err(serde::de::Error::duplicate_field("entity"));
                            }
                            entity__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Code => {
                            if code__.is_some() {
                                return Err(serde::de::Error::duplicate_field("code"));
                            }
                            code__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(OpenItem {
                    entity: entity__.unwrap_or_default(),
                    code: code__.unwrap_or_default(),
                    name: name__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.OpenItem", FIELDS, GeneratedVisitor)
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
        if !self.period.is_empty() {
            len += 1;
        }
        if self.late_items_move {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.PeriodClosed", len)?;
        if !self.period.is_empty() {
            struct_ser.serialize_field("period", &self.period)?;
        }
        if self.late_items_move {
            struct_ser.serialize_field("lateItemsMove", &self.late_items_move)?;
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
        const FIELDS: &[&str] = &["period", "late_items_move", "lateItemsMove"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Period,
            LateItemsMove,
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
                            "period" => Ok(GeneratedField::Period),
                            "lateItemsMove" | "late_items_move" => Ok(GeneratedField::LateItemsMove),
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
                formatter.write_str("struct neraca.ledger.v1.PeriodClosed")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<PeriodClosed, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut period__ = None;
                let mut late_items_move__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Period => {
                            if period__.is_some() {
                                return Err(serde::de::Error::duplicate_field("period"));
                            }
                            period__ = Some(map_.next_value()?);
                        }
                        GeneratedField::LateItemsMove => {
                            if late_items_move__.is_some() {
                                return Err(serde::de::Error::duplicate_field("lateItemsMove"));
                            }
                            late_items_move__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(PeriodClosed {
                    period: period__.unwrap_or_default(),
                    late_items_move: late_items_move__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.PeriodClosed", FIELDS, GeneratedVisitor)
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
        if !self.period.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.PeriodReopened", len)?;
        if !self.period.is_empty() {
            struct_ser.serialize_field("period", &self.period)?;
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
        const FIELDS: &[&str] = &["period"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Period,
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
                            "period" => Ok(GeneratedField::Period),
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
                formatter.write_str("struct neraca.ledger.v1.PeriodReopened")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<PeriodReopened, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut period__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Period => {
                            if period__.is_some() {
                                return Err(serde::de::Error::duplicate_field("period"));
                            }
                            period__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(PeriodReopened { period: period__.unwrap_or_default() })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.PeriodReopened", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Posted {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.rule.is_empty() {
            len += 1;
        }
        if self.rulebook_version != 0 {
            len += 1;
        }
        if !self.facts.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.Posted", len)?;
        if !self.rule.is_empty() {
            struct_ser.serialize_field("rule", &self.rule)?;
        }
        if self.rulebook_version != 0 {
            struct_ser.serialize_field("rulebookVersion", &self.rulebook_version)?;
        }
        if !self.facts.is_empty() {
            struct_ser.serialize_field("facts", &self.facts)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Posted {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["rule", "rulebook_version", "rulebookVersion", "facts"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Rule,
            RulebookVersion,
            Facts,
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
                            "rule" => Ok(GeneratedField::Rule),
                            "rulebookVersion" | "rulebook_version" => Ok(GeneratedField::RulebookVersion),
                            "facts" => Ok(GeneratedField::Facts),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Posted;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.Posted")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Posted, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut rule__ = None;
                let mut rulebook_version__ = None;
                let mut facts__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Rule => {
                            if rule__.is_some() {
                                return Err(serde::de::Error::duplicate_field("rule"));
                            }
                            rule__ = Some(map_.next_value()?);
                        }
                        GeneratedField::RulebookVersion => {
                            if rulebook_version__.is_some() {
                                return Err(serde::de::Error::duplicate_field("rulebookVersion"));
                            }
                            rulebook_version__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Facts => {
                            if facts__.is_some() {
                                return Err(serde::de::Error::duplicate_field("facts"));
                            }
                            facts__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(Posted {
                    rule: rule__.unwrap_or_default(),
                    rulebook_version: rulebook_version__.unwrap_or_default(),
                    facts: facts__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.Posted", FIELDS, GeneratedVisitor)
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
        if !self.proposal.is_empty() {
            len += 1;
        }
        if !self.maker.is_empty() {
            len += 1;
        }
        if !self.r#type.is_empty() {
            len += 1;
        }
        if !self.data.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.ProposalMade", len)?;
        if !self.proposal.is_empty() {
            struct_ser.serialize_field("proposal", &self.proposal)?;
        }
        if !self.maker.is_empty() {
            struct_ser.serialize_field("maker", &self.maker)?;
        }
        if !self.r#type.is_empty() {
            struct_ser.serialize_field("type", &self.r#type)?;
        }
        if !self.data.is_empty() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("data", pbjson::private::base64::encode(&self.data).as_str())?;
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
        const FIELDS: &[&str] = &["proposal", "maker", "type", "data"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Proposal,
            Maker,
            Type,
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
                            "proposal" => Ok(GeneratedField::Proposal),
                            "maker" => Ok(GeneratedField::Maker),
                            "type" => Ok(GeneratedField::Type),
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
            type Value = ProposalMade;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.ProposalMade")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ProposalMade, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut proposal__ = None;
                let mut maker__ = None;
                let mut r#type__ = None;
                let mut data__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
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
                        GeneratedField::Type => {
                            if r#type__.is_some() {
                                return Err(serde::de::Error::duplicate_field("type"));
                            }
                            r#type__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Data => {
                            if data__.is_some() {
                                return Err(serde::de::Error::duplicate_field("data"));
                            }
                            data__ = Some(map_.next_value::<::pbjson::private::BytesDeserialize<_>>()?.0);
                        }
                    }
                }
                Ok(ProposalMade {
                    proposal: proposal__.unwrap_or_default(),
                    maker: maker__.unwrap_or_default(),
                    r#type: r#type__.unwrap_or_default(),
                    data: data__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.ProposalMade", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ProposalSettled {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.proposal.is_empty() {
            len += 1;
        }
        if !self.checker.is_empty() {
            len += 1;
        }
        if self.approved {
            len += 1;
        }
        if !self.note.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.ProposalSettled", len)?;
        if !self.proposal.is_empty() {
            struct_ser.serialize_field("proposal", &self.proposal)?;
        }
        if !self.checker.is_empty() {
            struct_ser.serialize_field("checker", &self.checker)?;
        }
        if self.approved {
            struct_ser.serialize_field("approved", &self.approved)?;
        }
        if !self.note.is_empty() {
            struct_ser.serialize_field("note", &self.note)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for ProposalSettled {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["proposal", "checker", "approved", "note"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Proposal,
            Checker,
            Approved,
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
                            "proposal" => Ok(GeneratedField::Proposal),
                            "checker" => Ok(GeneratedField::Checker),
                            "approved" => Ok(GeneratedField::Approved),
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
            type Value = ProposalSettled;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.ProposalSettled")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<ProposalSettled, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut proposal__ = None;
                let mut checker__ = None;
                let mut approved__ = None;
                let mut note__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
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
                        GeneratedField::Approved => {
                            if approved__.is_some() {
                                return Err(serde::de::Error::duplicate_field("approved"));
                            }
                            approved__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Note => {
                            if note__.is_some() {
                                return Err(serde::de::Error::duplicate_field("note"));
                            }
                            note__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(ProposalSettled {
                    proposal: proposal__.unwrap_or_default(),
                    checker: checker__.unwrap_or_default(),
                    approved: approved__.unwrap_or_default(),
                    note: note__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.ProposalSettled", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for ProposalState {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "PROPOSAL_STATE_UNSPECIFIED",
            Self::Pending => "PROPOSAL_STATE_PENDING",
            Self::Approved => "PROPOSAL_STATE_APPROVED",
            Self::Declined => "PROPOSAL_STATE_DECLINED",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for ProposalState {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "PROPOSAL_STATE_UNSPECIFIED",
            "PROPOSAL_STATE_PENDING",
            "PROPOSAL_STATE_APPROVED",
            "PROPOSAL_STATE_DECLINED",
        ];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = ProposalState;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self))
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self))
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "PROPOSAL_STATE_UNSPECIFIED" => Ok(ProposalState::Unspecified),
                    "PROPOSAL_STATE_PENDING" => Ok(ProposalState::Pending),
                    "PROPOSAL_STATE_APPROVED" => Ok(ProposalState::Approved),
                    "PROPOSAL_STATE_DECLINED" => Ok(ProposalState::Declined),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for Quarantined {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.code.is_empty() {
            len += 1;
        }
        if !self.detail.is_empty() {
            len += 1;
        }
        if !self.headers.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.Quarantined", len)?;
        if !self.code.is_empty() {
            struct_ser.serialize_field("code", &self.code)?;
        }
        if !self.detail.is_empty() {
            struct_ser.serialize_field("detail", &self.detail)?;
        }
        if !self.headers.is_empty() {
            struct_ser.serialize_field("headers", &self.headers)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Quarantined {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["code", "detail", "headers"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Code,
            Detail,
            Headers,
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
                            "code" => Ok(GeneratedField::Code),
                            "detail" => Ok(GeneratedField::Detail),
                            "headers" => Ok(GeneratedField::Headers),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Quarantined;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.Quarantined")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Quarantined, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut code__ = None;
                let mut detail__ = None;
                let mut headers__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Code => {
                            if code__.is_some() {
                                return Err(serde::de::Error::duplicate_field("code"));
                            }
                            code__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Detail => {
                            if detail__.is_some() {
                                return Err(serde::de::Error::duplicate_field("detail"));
                            }
                            detail__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Headers => {
                            if headers__.is_some() {
                                return Err(serde::de::Error::duplicate_field("headers"));
                            }
                            headers__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(Quarantined {
                    code: code__.unwrap_or_default(),
                    detail: detail__.unwrap_or_default(),
                    headers: headers__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.Quarantined", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Record {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.position != 0 {
            len += 1;
        }
        if self.recorded_at != 0 {
            len += 1;
        }
        if self.bus.is_some() {
            len += 1;
        }
        if !self.source.is_empty() {
            len += 1;
        }
        if !self.id.is_empty() {
            len += 1;
        }
        if !self.r#type.is_empty() {
            len += 1;
        }
        if !self.time.is_empty() {
            len += 1;
        }
        if self.effective_date != 0 {
            len += 1;
        }
        if !self.data.is_empty() {
            len += 1;
        }
        if !self.raw_content_type.is_empty() {
            len += 1;
        }
        if self.detached.is_some() {
            len += 1;
        }
        if self.outcome.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.Record", len)?;
        if self.position != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("position", ToString::to_string(&self.position).as_str())?;
        }
        if self.recorded_at != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("recordedAt", ToString::to_string(&self.recorded_at).as_str())?;
        }
        if let Some(v) = self.bus.as_ref() {
            struct_ser.serialize_field("bus", v)?;
        }
        if !self.source.is_empty() {
            struct_ser.serialize_field("source", &self.source)?;
        }
        if !self.id.is_empty() {
            struct_ser.serialize_field("id", &self.id)?;
        }
        if !self.r#type.is_empty() {
            struct_ser.serialize_field("type", &self.r#type)?;
        }
        if !self.time.is_empty() {
            struct_ser.serialize_field("time", &self.time)?;
        }
        if self.effective_date != 0 {
            struct_ser.serialize_field("effectiveDate", &self.effective_date)?;
        }
        if !self.data.is_empty() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("data", pbjson::private::base64::encode(&self.data).as_str())?;
        }
        if !self.raw_content_type.is_empty() {
            struct_ser.serialize_field("rawContentType", &self.raw_content_type)?;
        }
        if let Some(v) = self.detached.as_ref() {
            struct_ser.serialize_field("detached", v)?;
        }
        if let Some(v) = self.outcome.as_ref() {
            match v {
                record::Outcome::Posted(v) => {
                    struct_ser.serialize_field("posted", v)?;
                }
                record::Outcome::Refused(v) => {
                    struct_ser.serialize_field("refused", v)?;
                }
                record::Outcome::Quarantined(v) => {
                    struct_ser.serialize_field("quarantined", v)?;
                }
                record::Outcome::BookOpened(v) => {
                    struct_ser.serialize_field("bookOpened", v)?;
                }
                record::Outcome::ChartPublished(v) => {
                    struct_ser.serialize_field("chartPublished", v)?;
                }
                record::Outcome::RulebookPublished(v) => {
                    struct_ser.serialize_field("rulebookPublished", v)?;
                }
                record::Outcome::HoldsExpired(v) => {
                    struct_ser.serialize_field("holdsExpired", v)?;
                }
                record::Outcome::CompletenessStated(v) => {
                    struct_ser.serialize_field("completenessStated", v)?;
                }
                record::Outcome::AccessRecorded(v) => {
                    struct_ser.serialize_field("accessRecorded", v)?;
                }
            }
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Record {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "position",
            "recorded_at",
            "recordedAt",
            "bus",
            "source",
            "id",
            "type",
            "time",
            "effective_date",
            "effectiveDate",
            "data",
            "raw_content_type",
            "rawContentType",
            "detached",
            "posted",
            "refused",
            "quarantined",
            "book_opened",
            "bookOpened",
            "chart_published",
            "chartPublished",
            "rulebook_published",
            "rulebookPublished",
            "holds_expired",
            "holdsExpired",
            "completeness_stated",
            "completenessStated",
            "access_recorded",
            "accessRecorded",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Position,
            RecordedAt,
            Bus,
            Source,
            Id,
            Type,
            Time,
            EffectiveDate,
            Data,
            RawContentType,
            Detached,
            Posted,
            Refused,
            Quarantined,
            BookOpened,
            ChartPublished,
            RulebookPublished,
            HoldsExpired,
            CompletenessStated,
            AccessRecorded,
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
                            "position" => Ok(GeneratedField::Position),
                            "recordedAt" | "recorded_at" => Ok(GeneratedField::RecordedAt),
                            "bus" => Ok(GeneratedField::Bus),
                            "source" => Ok(GeneratedField::Source),
                            "id" => Ok(GeneratedField::Id),
                            "type" => Ok(GeneratedField::Type),
                            "time" => Ok(GeneratedField::Time),
                            "effectiveDate" | "effective_date" => Ok(GeneratedField::EffectiveDate),
                            "data" => Ok(GeneratedField::Data),
                            "rawContentType" | "raw_content_type" => Ok(GeneratedField::RawContentType),
                            "detached" => Ok(GeneratedField::Detached),
                            "posted" => Ok(GeneratedField::Posted),
                            "refused" => Ok(GeneratedField::Refused),
                            "quarantined" => Ok(GeneratedField::Quarantined),
                            "bookOpened" | "book_opened" => Ok(GeneratedField::BookOpened),
                            "chartPublished" | "chart_published" => Ok(GeneratedField::ChartPublished),
                            "rulebookPublished" | "rulebook_published" => {
                                Ok(GeneratedField::RulebookPublished)
                            }
                            "holdsExpired" | "holds_expired" => Ok(GeneratedField::HoldsExpired),
                            "completenessStated" | "completeness_stated" => {
                                Ok(GeneratedField::CompletenessStated)
                            }
                            "accessRecorded" | "access_recorded" => Ok(GeneratedField::AccessRecorded),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Record;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.Record")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Record, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut position__ = None;
                let mut recorded_at__ = None;
                let mut bus__ = None;
                let mut source__ = None;
                let mut id__ = None;
                let mut r#type__ = None;
                let mut time__ = None;
                let mut effective_date__ = None;
                let mut data__ = None;
                let mut raw_content_type__ = None;
                let mut detached__ = None;
                let mut outcome__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Position => {
                            if position__.is_some() {
                                return Err(serde::de::Error::duplicate_field("position"));
                            }
                            position__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::RecordedAt => {
                            if recorded_at__.is_some() {
                                return Err(serde::de::Error::duplicate_field("recordedAt"));
                            }
                            recorded_at__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Bus => {
                            if bus__.is_some() {
                                return Err(serde::de::Error::duplicate_field("bus"));
                            }
                            bus__ = map_.next_value()?;
                        }
                        GeneratedField::Source => {
                            if source__.is_some() {
                                return Err(serde::de::Error::duplicate_field("source"));
                            }
                            source__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Id => {
                            if id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("id"));
                            }
                            id__ = Some(map_.next_value()?);
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
                        GeneratedField::EffectiveDate => {
                            if effective_date__.is_some() {
                                return Err(serde::de::Error::duplicate_field("effectiveDate"));
                            }
                            effective_date__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Data => {
                            if data__.is_some() {
                                return Err(serde::de::Error::duplicate_field("data"));
                            }
                            data__ = Some(map_.next_value::<::pbjson::private::BytesDeserialize<_>>()?.0);
                        }
                        GeneratedField::RawContentType => {
                            if raw_content_type__.is_some() {
                                return Err(serde::de::Error::duplicate_field("rawContentType"));
                            }
                            raw_content_type__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Detached => {
                            if detached__.is_some() {
                                return Err(serde::de::Error::duplicate_field("detached"));
                            }
                            detached__ = map_.next_value()?;
                        }
                        GeneratedField::Posted => {
                            if outcome__.is_some() {
                                return Err(serde::de::Error::duplicate_field("posted"));
                            }
                            outcome__ =
                                map_.next_value::<::std::option::Option<_>>()?.map(record::Outcome::Posted);
                        }
                        GeneratedField::Refused => {
                            if outcome__.is_some() {
                                return Err(serde::de::Error::duplicate_field("refused"));
                            }
                            outcome__ =
                                map_.next_value::<::std::option::Option<_>>()?.map(record::Outcome::Refused);
                        }
                        GeneratedField::Quarantined => {
                            if outcome__.is_some() {
                                return Err(serde::de::Error::duplicate_field("quarantined"));
                            }
                            outcome__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(record::Outcome::Quarantined);
                        }
                        GeneratedField::BookOpened => {
                            if outcome__.is_some() {
                                return Err(serde::de::Error::duplicate_field("bookOpened"));
                            }
                            outcome__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(record::Outcome::BookOpened);
                        }
                        GeneratedField::ChartPublished => {
                            if outcome__.is_some() {
                                return Err(serde::de::Error::duplicate_field("chartPublished"));
                            }
                            outcome__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(record::Outcome::ChartPublished);
                        }
                        GeneratedField::RulebookPublished => {
                            if outcome__.is_some() {
                                return Err(serde::de::Error::duplicate_field("rulebookPublished"));
                            }
                            outcome__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(record::Outcome::RulebookPublished);
                        }
                        GeneratedField::HoldsExpired => {
                            if outcome__.is_some() {
                                return Err(serde::de::Error::duplicate_field("holdsExpired"));
                            }
                            outcome__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(record::Outcome::HoldsExpired);
                        }
                        GeneratedField::CompletenessStated => {
                            if outcome__.is_some() {
                                return Err(serde::de::Error::duplicate_field("completenessStated"));
                            }
                            outcome__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(record::Outcome::CompletenessStated);
                        }
                        GeneratedField::AccessRecorded => {
                            if outcome__.is_some() {
                                return Err(serde::de::Error::duplicate_field("accessRecorded"));
                            }
                            outcome__ = map_
                                .next_value::<::std::option::Option<_>>()?
                                .map(record::Outcome::AccessRecorded);
                        }
                    }
                }
                Ok(Record {
                    position: position__.unwrap_or_default(),
                    recorded_at: recorded_at__.unwrap_or_default(),
                    bus: bus__,
                    source: source__.unwrap_or_default(),
                    id: id__.unwrap_or_default(),
                    r#type: r#type__.unwrap_or_default(),
                    time: time__.unwrap_or_default(),
                    effective_date: effective_date__.unwrap_or_default(),
                    data: data__.unwrap_or_default(),
                    raw_content_type: raw_content_type__.unwrap_or_default(),
                    detached: detached__,
                    outcome: outcome__,
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.Record", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Refused {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.code.is_empty() {
            len += 1;
        }
        if self.item.is_some() {
            len += 1;
        }
        if !self.detail.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.Refused", len)?;
        if !self.code.is_empty() {
            struct_ser.serialize_field("code", &self.code)?;
        }
        if let Some(v) = self.item.as_ref() {
            struct_ser.serialize_field("item", v)?;
        }
        if !self.detail.is_empty() {
            struct_ser.serialize_field("detail", &self.detail)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Refused {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["code", "item", "detail"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Code,
            Item,
            Detail,
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
                            "code" => Ok(GeneratedField::Code),
                            "item" => Ok(GeneratedField::Item),
                            "detail" => Ok(GeneratedField::Detail),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Refused;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.Refused")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Refused, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut code__ = None;
                let mut item__ = None;
                let mut detail__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Code => {
                            if code__.is_some() {
                                return Err(serde::de::Error::duplicate_field("code"));
                            }
                            code__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Item => {
                            if item__.is_some() {
                                return Err(serde::de::Error::duplicate_field("item"));
                            }
                            item__ = map_
                                .next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>(
                                )?
                                .map(|x| x.0);
                        }
                        GeneratedField::Detail => {
                            if detail__.is_some() {
                                return Err(serde::de::Error::duplicate_field("detail"));
                            }
                            detail__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(Refused {
                    code: code__.unwrap_or_default(),
                    item: item__,
                    detail: detail__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.Refused", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Repeat {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.of_position != 0 {
            len += 1;
        }
        if self.recorded_at != 0 {
            len += 1;
        }
        if self.bus.is_some() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.Repeat", len)?;
        if self.of_position != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("ofPosition", ToString::to_string(&self.of_position).as_str())?;
        }
        if self.recorded_at != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("recordedAt", ToString::to_string(&self.recorded_at).as_str())?;
        }
        if let Some(v) = self.bus.as_ref() {
            struct_ser.serialize_field("bus", v)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Repeat {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["of_position", "ofPosition", "recorded_at", "recordedAt", "bus"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            OfPosition,
            RecordedAt,
            Bus,
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
                            "ofPosition" | "of_position" => Ok(GeneratedField::OfPosition),
                            "recordedAt" | "recorded_at" => Ok(GeneratedField::RecordedAt),
                            "bus" => Ok(GeneratedField::Bus),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Repeat;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.Repeat")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Repeat, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut of_position__ = None;
                let mut recorded_at__ = None;
                let mut bus__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::OfPosition => {
                            if of_position__.is_some() {
                                return Err(serde::de::Error::duplicate_field("ofPosition"));
                            }
                            of_position__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::RecordedAt => {
                            if recorded_at__.is_some() {
                                return Err(serde::de::Error::duplicate_field("recordedAt"));
                            }
                            recorded_at__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Bus => {
                            if bus__.is_some() {
                                return Err(serde::de::Error::duplicate_field("bus"));
                            }
                            bus__ = map_.next_value()?;
                        }
                    }
                }
                Ok(Repeat {
                    of_position: of_position__.unwrap_or_default(),
                    recorded_at: recorded_at__.unwrap_or_default(),
                    bus: bus__,
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.Repeat", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Reversed {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.position != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.Reversed", len)?;
        if self.position != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("position", ToString::to_string(&self.position).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Reversed {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["position"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
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
            type Value = Reversed;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.Reversed")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Reversed, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut position__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Position => {
                            if position__.is_some() {
                                return Err(serde::de::Error::duplicate_field("position"));
                            }
                            position__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                    }
                }
                Ok(Reversed { position: position__.unwrap_or_default() })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.Reversed", FIELDS, GeneratedVisitor)
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
        if !self.name.is_empty() {
            len += 1;
        }
        if self.version != 0 {
            len += 1;
        }
        if !self.sha256.is_empty() {
            len += 1;
        }
        if !self.yaml.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.RulebookPublished", len)?;
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        if self.version != 0 {
            struct_ser.serialize_field("version", &self.version)?;
        }
        if !self.sha256.is_empty() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("sha256", pbjson::private::base64::encode(&self.sha256).as_str())?;
        }
        if !self.yaml.is_empty() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("yaml", pbjson::private::base64::encode(&self.yaml).as_str())?;
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
        const FIELDS: &[&str] = &["name", "version", "sha256", "yaml"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Name,
            Version,
            Sha256,
            Yaml,
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
                            "name" => Ok(GeneratedField::Name),
                            "version" => Ok(GeneratedField::Version),
                            "sha256" => Ok(GeneratedField::Sha256),
                            "yaml" => Ok(GeneratedField::Yaml),
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
                formatter.write_str("struct neraca.ledger.v1.RulebookPublished")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<RulebookPublished, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut name__ = None;
                let mut version__ = None;
                let mut sha256__ = None;
                let mut yaml__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Version => {
                            if version__.is_some() {
                                return Err(serde::de::Error::duplicate_field("version"));
                            }
                            version__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Sha256 => {
                            if sha256__.is_some() {
                                return Err(serde::de::Error::duplicate_field("sha256"));
                            }
                            sha256__ = Some(map_.next_value::<::pbjson::private::BytesDeserialize<_>>()?.0);
                        }
                        GeneratedField::Yaml => {
                            if yaml__.is_some() {
                                return Err(serde::de::Error::duplicate_field("yaml"));
                            }
                            yaml__ = Some(map_.next_value::<::pbjson::private::BytesDeserialize<_>>()?.0);
                        }
                    }
                }
                Ok(RulebookPublished {
                    name: name__.unwrap_or_default(),
                    version: version__.unwrap_or_default(),
                    sha256: sha256__.unwrap_or_default(),
                    yaml: yaml__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.RulebookPublished", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for Side {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        let variant = match self {
            Self::Unspecified => "SIDE_UNSPECIFIED",
            Self::Debit => "SIDE_DEBIT",
            Self::Credit => "SIDE_CREDIT",
        };
        serializer.serialize_str(variant)
    }
}
impl<'de> serde::Deserialize<'de> for Side {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["SIDE_UNSPECIFIED", "SIDE_DEBIT", "SIDE_CREDIT"];

        struct GeneratedVisitor;

        impl serde::de::Visitor<'_> for GeneratedVisitor {
            type Value = Side;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, "expected one of: {:?}", &FIELDS)
            }

            fn visit_i64<E>(self, v: i64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| serde::de::Error::invalid_value(serde::de::Unexpected::Signed(v), &self))
            }

            fn visit_u64<E>(self, v: u64) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                i32::try_from(v)
                    .ok()
                    .and_then(|x| x.try_into().ok())
                    .ok_or_else(|| serde::de::Error::invalid_value(serde::de::Unexpected::Unsigned(v), &self))
            }

            fn visit_str<E>(self, value: &str) -> std::result::Result<Self::Value, E>
            where
                E: serde::de::Error,
            {
                match value {
                    "SIDE_UNSPECIFIED" => Ok(Side::Unspecified),
                    "SIDE_DEBIT" => Ok(Side::Debit),
                    "SIDE_CREDIT" => Ok(Side::Credit),
                    _ => Err(serde::de::Error::unknown_variant(value, FIELDS)),
                }
            }
        }
        deserializer.deserialize_any(GeneratedVisitor)
    }
}
impl serde::Serialize for Snapshot {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.position != 0 {
            len += 1;
        }
        if self.at != 0 {
            len += 1;
        }
        if self.chart_position.is_some() {
            len += 1;
        }
        if self.rulebook_position.is_some() {
            len += 1;
        }
        if self.settings.is_some() {
            len += 1;
        }
        if !self.accounts.is_empty() {
            len += 1;
        }
        if !self.holds.is_empty() {
            len += 1;
        }
        if !self.reversed.is_empty() {
            len += 1;
        }
        if !self.budgets.is_empty() {
            len += 1;
        }
        if self.entries != 0 {
            len += 1;
        }
        if self.statement_position.is_some() {
            len += 1;
        }
        if !self.annual.is_empty() {
            len += 1;
        }
        if !self.closed_periods.is_empty() {
            len += 1;
        }
        if !self.proposals.is_empty() {
            len += 1;
        }
        if !self.open_items.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.Snapshot", len)?;
        if self.position != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("position", ToString::to_string(&self.position).as_str())?;
        }
        if self.at != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("at", ToString::to_string(&self.at).as_str())?;
        }
        if let Some(v) = self.chart_position.as_ref() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("chartPosition", ToString::to_string(&v).as_str())?;
        }
        if let Some(v) = self.rulebook_position.as_ref() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("rulebookPosition", ToString::to_string(&v).as_str())?;
        }
        if let Some(v) = self.settings.as_ref() {
            struct_ser.serialize_field("settings", v)?;
        }
        if !self.accounts.is_empty() {
            struct_ser.serialize_field("accounts", &self.accounts)?;
        }
        if !self.holds.is_empty() {
            struct_ser.serialize_field("holds", &self.holds)?;
        }
        if !self.reversed.is_empty() {
            struct_ser.serialize_field(
                "reversed",
                &self.reversed.iter().map(ToString::to_string).collect::<Vec<_>>(),
            )?;
        }
        if !self.budgets.is_empty() {
            struct_ser.serialize_field("budgets", &self.budgets)?;
        }
        if self.entries != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("entries", ToString::to_string(&self.entries).as_str())?;
        }
        if let Some(v) = self.statement_position.as_ref() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("statementPosition", ToString::to_string(&v).as_str())?;
        }
        if !self.annual.is_empty() {
            struct_ser.serialize_field("annual", &self.annual)?;
        }
        if !self.closed_periods.is_empty() {
            struct_ser.serialize_field("closedPeriods", &self.closed_periods)?;
        }
        if !self.proposals.is_empty() {
            struct_ser.serialize_field("proposals", &self.proposals)?;
        }
        if !self.open_items.is_empty() {
            struct_ser.serialize_field("openItems", &self.open_items)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for Snapshot {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "position",
            "at",
            "chart_position",
            "chartPosition",
            "rulebook_position",
            "rulebookPosition",
            "settings",
            "accounts",
            "holds",
            "reversed",
            "budgets",
            "entries",
            "statement_position",
            "statementPosition",
            "annual",
            "closed_periods",
            "closedPeriods",
            "proposals",
            "open_items",
            "openItems",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Position,
            At,
            ChartPosition,
            RulebookPosition,
            Settings,
            Accounts,
            Holds,
            Reversed,
            Budgets,
            Entries,
            StatementPosition,
            Annual,
            ClosedPeriods,
            Proposals,
            OpenItems,
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
                            "position" => Ok(GeneratedField::Position),
                            "at" => Ok(GeneratedField::At),
                            "chartPosition" | "chart_position" => Ok(GeneratedField::ChartPosition),
                            "rulebookPosition" | "rulebook_position" => Ok(GeneratedField::RulebookPosition),
                            "settings" => Ok(GeneratedField::Settings),
                            "accounts" => Ok(GeneratedField::Accounts),
                            "holds" => Ok(GeneratedField::Holds),
                            "reversed" => Ok(GeneratedField::Reversed),
                            "budgets" => Ok(GeneratedField::Budgets),
                            "entries" => Ok(GeneratedField::Entries),
                            "statementPosition" | "statement_position" => {
                                Ok(GeneratedField::StatementPosition)
                            }
                            "annual" => Ok(GeneratedField::Annual),
                            "closedPeriods" | "closed_periods" => Ok(GeneratedField::ClosedPeriods),
                            "proposals" => Ok(GeneratedField::Proposals),
                            "openItems" | "open_items" => Ok(GeneratedField::OpenItems),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = Snapshot;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.Snapshot")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<Snapshot, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut position__ = None;
                let mut at__ = None;
                let mut chart_position__ = None;
                let mut rulebook_position__ = None;
                let mut settings__ = None;
                let mut accounts__ = None;
                let mut holds__ = None;
                let mut reversed__ = None;
                let mut budgets__ = None;
                let mut entries__ = None;
                let mut statement_position__ = None;
                let mut annual__ = None;
                let mut closed_periods__ = None;
                let mut proposals__ = None;
                let mut open_items__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Position => {
                            if position__.is_some() {
                                return Err(serde::de::Error::duplicate_field("position"));
                            }
                            position__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::At => {
                            if at__.is_some() {
                                return Err(serde::de::Error::duplicate_field("at"));
                            }
                            at__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::ChartPosition => {
                            if chart_position__.is_some() {
                                return Err(serde::de::Error::duplicate_field("chartPosition"));
                            }
                            chart_position__ = map_
                                .next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>(
                                )?
                                .map(|x| x.0);
                        }
                        GeneratedField::RulebookPosition => {
                            if rulebook_position__.is_some() {
                                return Err(serde::de::Error::duplicate_field("rulebookPosition"));
                            }
                            rulebook_position__ = map_
                                .next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>(
                                )?
                                .map(|x| x.0);
                        }
                        GeneratedField::Settings => {
                            if settings__.is_some() {
                                return Err(serde::de::Error::duplicate_field("settings"));
                            }
                            settings__ = map_.next_value()?;
                        }
                        GeneratedField::Accounts => {
                            if accounts__.is_some() {
                                return Err(serde::de::Error::duplicate_field("accounts"));
                            }
                            accounts__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Holds => {
                            if holds__.is_some() {
                                return Err(serde::de::Error::duplicate_field("holds"));
                            }
                            holds__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Reversed => {
                            if reversed__.is_some() {
                                return Err(serde::de::Error::duplicate_field("reversed"));
                            }
                            reversed__ = Some(
                                map_.next_value::<Vec<::pbjson::private::NumberDeserialize<_>>>()?
                                    .into_iter()
                                    .map(|x| x.0)
                                    .collect(),
                            );
                        }
                        GeneratedField::Budgets => {
                            if budgets__.is_some() {
                                return Err(serde::de::Error::duplicate_field("budgets"));
                            }
                            budgets__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Entries => {
                            if entries__.is_some() {
                                return Err(serde::de::Error::duplicate_field("entries"));
                            }
                            entries__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::StatementPosition => {
                            if statement_position__.is_some() {
                                return Err(serde::de::Error::duplicate_field("statementPosition"));
                            }
                            statement_position__ = map_
                                .next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>(
                                )?
                                .map(|x| x.0);
                        }
                        GeneratedField::Annual => {
                            if annual__.is_some() {
                                return Err(serde::de::Error::duplicate_field("annual"));
                            }
                            annual__ = Some(map_.next_value()?);
                        }
                        GeneratedField::ClosedPeriods => {
                            if closed_periods__.is_some() {
                                return Err(serde::de::Error::duplicate_field("closedPeriods"));
                            }
                            closed_periods__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Proposals => {
                            if proposals__.is_some() {
                                return Err(serde::de::Error::duplicate_field("proposals"));
                            }
                            proposals__ = Some(map_.next_value()?);
                        }
                        GeneratedField::OpenItems => {
                            if open_items__.is_some() {
                                return Err(serde::de::Error::duplicate_field("openItems"));
                            }
                            open_items__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(Snapshot {
                    position: position__.unwrap_or_default(),
                    at: at__.unwrap_or_default(),
                    chart_position: chart_position__,
                    rulebook_position: rulebook_position__,
                    settings: settings__,
                    accounts: accounts__.unwrap_or_default(),
                    holds: holds__.unwrap_or_default(),
                    reversed: reversed__.unwrap_or_default(),
                    budgets: budgets__.unwrap_or_default(),
                    entries: entries__.unwrap_or_default(),
                    statement_position: statement_position__,
                    annual: annual__.unwrap_or_default(),
                    closed_periods: closed_periods__.unwrap_or_default(),
                    proposals: proposals__.unwrap_or_default(),
                    open_items: open_items__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.Snapshot", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SnapshotAccount {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.terms.is_some() {
            len += 1;
        }
        if self.debit != 0 {
            len += 1;
        }
        if self.credit != 0 {
            len += 1;
        }
        if self.pending_debit != 0 {
            len += 1;
        }
        if self.pending_credit != 0 {
            len += 1;
        }
        if self.closed {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.SnapshotAccount", len)?;
        if let Some(v) = self.terms.as_ref() {
            struct_ser.serialize_field("terms", v)?;
        }
        if self.debit != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("debit", ToString::to_string(&self.debit).as_str())?;
        }
        if self.credit != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("credit", ToString::to_string(&self.credit).as_str())?;
        }
        if self.pending_debit != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("pendingDebit", ToString::to_string(&self.pending_debit).as_str())?;
        }
        if self.pending_credit != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser
                .serialize_field("pendingCredit", ToString::to_string(&self.pending_credit).as_str())?;
        }
        if self.closed {
            struct_ser.serialize_field("closed", &self.closed)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SnapshotAccount {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "terms",
            "debit",
            "credit",
            "pending_debit",
            "pendingDebit",
            "pending_credit",
            "pendingCredit",
            "closed",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Terms,
            Debit,
            Credit,
            PendingDebit,
            PendingCredit,
            Closed,
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
                            "terms" => Ok(GeneratedField::Terms),
                            "debit" => Ok(GeneratedField::Debit),
                            "credit" => Ok(GeneratedField::Credit),
                            "pendingDebit" | "pending_debit" => Ok(GeneratedField::PendingDebit),
                            "pendingCredit" | "pending_credit" => Ok(GeneratedField::PendingCredit),
                            "closed" => Ok(GeneratedField::Closed),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SnapshotAccount;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.SnapshotAccount")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SnapshotAccount, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut terms__ = None;
                let mut debit__ = None;
                let mut credit__ = None;
                let mut pending_debit__ = None;
                let mut pending_credit__ = None;
                let mut closed__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Terms => {
                            if terms__.is_some() {
                                return Err(serde::de::Error::duplicate_field("terms"));
                            }
                            terms__ = map_.next_value()?;
                        }
                        GeneratedField::Debit => {
                            if debit__.is_some() {
                                return Err(serde::de::Error::duplicate_field("debit"));
                            }
                            debit__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Credit => {
                            if credit__.is_some() {
                                return Err(serde::de::Error::duplicate_field("credit"));
                            }
                            credit__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::PendingDebit => {
                            if pending_debit__.is_some() {
                                return Err(serde::de::Error::duplicate_field("pendingDebit"));
                            }
                            pending_debit__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::PendingCredit => {
                            if pending_credit__.is_some() {
                                return Err(serde::de::Error::duplicate_field("pendingCredit"));
                            }
                            pending_credit__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Closed => {
                            if closed__.is_some() {
                                return Err(serde::de::Error::duplicate_field("closed"));
                            }
                            closed__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(SnapshotAccount {
                    terms: terms__,
                    debit: debit__.unwrap_or_default(),
                    credit: credit__.unwrap_or_default(),
                    pending_debit: pending_debit__.unwrap_or_default(),
                    pending_credit: pending_credit__.unwrap_or_default(),
                    closed: closed__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.SnapshotAccount", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SnapshotAnnual {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.account != 0 {
            len += 1;
        }
        if self.year != 0 {
            len += 1;
        }
        if self.debit != 0 {
            len += 1;
        }
        if self.credit != 0 {
            len += 1;
        }
        if self.pending_debit != 0 {
            len += 1;
        }
        if self.pending_credit != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.SnapshotAnnual", len)?;
        if self.account != 0 {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if self.year != 0 {
            struct_ser.serialize_field("year", &self.year)?;
        }
        if self.debit != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("debit", ToString::to_string(&self.debit).as_str())?;
        }
        if self.credit != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("credit", ToString::to_string(&self.credit).as_str())?;
        }
        if self.pending_debit != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("pendingDebit", ToString::to_string(&self.pending_debit).as_str())?;
        }
        if self.pending_credit != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser
                .serialize_field("pendingCredit", ToString::to_string(&self.pending_credit).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SnapshotAnnual {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &[
            "account",
            "year",
            "debit",
            "credit",
            "pending_debit",
            "pendingDebit",
            "pending_credit",
            "pendingCredit",
        ];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Account,
            Year,
            Debit,
            Credit,
            PendingDebit,
            PendingCredit,
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
                            "year" => Ok(GeneratedField::Year),
                            "debit" => Ok(GeneratedField::Debit),
                            "credit" => Ok(GeneratedField::Credit),
                            "pendingDebit" | "pending_debit" => Ok(GeneratedField::PendingDebit),
                            "pendingCredit" | "pending_credit" => Ok(GeneratedField::PendingCredit),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SnapshotAnnual;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.SnapshotAnnual")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SnapshotAnnual, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut account__ = None;
                let mut year__ = None;
                let mut debit__ = None;
                let mut credit__ = None;
                let mut pending_debit__ = None;
                let mut pending_credit__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Year => {
                            if year__.is_some() {
                                return Err(serde::de::Error::duplicate_field("year"));
                            }
                            year__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Debit => {
                            if debit__.is_some() {
                                return Err(serde::de::Error::duplicate_field("debit"));
                            }
                            debit__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Credit => {
                            if credit__.is_some() {
                                return Err(serde::de::Error::duplicate_field("credit"));
                            }
                            credit__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::PendingDebit => {
                            if pending_debit__.is_some() {
                                return Err(serde::de::Error::duplicate_field("pendingDebit"));
                            }
                            pending_debit__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::PendingCredit => {
                            if pending_credit__.is_some() {
                                return Err(serde::de::Error::duplicate_field("pendingCredit"));
                            }
                            pending_credit__ =
                                Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                    }
                }
                Ok(SnapshotAnnual {
                    account: account__.unwrap_or_default(),
                    year: year__.unwrap_or_default(),
                    debit: debit__.unwrap_or_default(),
                    credit: credit__.unwrap_or_default(),
                    pending_debit: pending_debit__.unwrap_or_default(),
                    pending_credit: pending_credit__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.SnapshotAnnual", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SnapshotBudget {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.account != 0 {
            len += 1;
        }
        if self.amount != 0 {
            len += 1;
        }
        if self.year != 0 {
            len += 1;
        }
        if self.enforced {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.SnapshotBudget", len)?;
        if self.account != 0 {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if self.amount != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("amount", ToString::to_string(&self.amount).as_str())?;
        }
        if self.year != 0 {
            struct_ser.serialize_field("year", &self.year)?;
        }
        if self.enforced {
            struct_ser.serialize_field("enforced", &self.enforced)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SnapshotBudget {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["account", "amount", "year", "enforced"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Account,
            Amount,
            Year,
            Enforced,
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
                            "year" => Ok(GeneratedField::Year),
                            "enforced" => Ok(GeneratedField::Enforced),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SnapshotBudget;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.SnapshotBudget")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SnapshotBudget, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut account__ = None;
                let mut amount__ = None;
                let mut year__ = None;
                let mut enforced__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Year => {
                            if year__.is_some() {
                                return Err(serde::de::Error::duplicate_field("year"));
                            }
                            year__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Enforced => {
                            if enforced__.is_some() {
                                return Err(serde::de::Error::duplicate_field("enforced"));
                            }
                            enforced__ = Some(map_.next_value()?);
                        }
                    }
                }
                Ok(SnapshotBudget {
                    account: account__.unwrap_or_default(),
                    amount: amount__.unwrap_or_default(),
                    year: year__.unwrap_or_default(),
                    enforced: enforced__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.SnapshotBudget", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SnapshotHold {
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
        if self.state != 0 {
            len += 1;
        }
        if !self.lines.is_empty() {
            len += 1;
        }
        if self.expires_at.is_some() {
            len += 1;
        }
        if self.year != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.SnapshotHold", len)?;
        if !self.id.is_empty() {
            struct_ser.serialize_field("id", &self.id)?;
        }
        if self.state != 0 {
            let v = HoldState::try_from(self.state)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", self.state)))?;
            struct_ser.serialize_field("state", &v)?;
        }
        if !self.lines.is_empty() {
            struct_ser.serialize_field("lines", &self.lines)?;
        }
        if let Some(v) = self.expires_at.as_ref() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("expiresAt", ToString::to_string(&v).as_str())?;
        }
        if self.year != 0 {
            struct_ser.serialize_field("year", &self.year)?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SnapshotHold {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["id", "state", "lines", "expires_at", "expiresAt", "year"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Id,
            State,
            Lines,
            ExpiresAt,
            Year,
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
                            "state" => Ok(GeneratedField::State),
                            "lines" => Ok(GeneratedField::Lines),
                            "expiresAt" | "expires_at" => Ok(GeneratedField::ExpiresAt),
                            "year" => Ok(GeneratedField::Year),
                            _ => Err(serde::de::Error::unknown_field(value, FIELDS)),
                        }
                    }
                }
                deserializer.deserialize_identifier(GeneratedVisitor)
            }
        }
        struct GeneratedVisitor;
        impl<'de> serde::de::Visitor<'de> for GeneratedVisitor {
            type Value = SnapshotHold;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.SnapshotHold")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SnapshotHold, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut id__ = None;
                let mut state__ = None;
                let mut lines__ = None;
                let mut expires_at__ = None;
                let mut year__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Id => {
                            if id__.is_some() {
                                return Err(serde::de::Error::duplicate_field("id"));
                            }
                            id__ = Some(map_.next_value()?);
                        }
                        GeneratedField::State => {
                            if state__.is_some() {
                                return Err(serde::de::Error::duplicate_field("state"));
                            }
                            state__ = Some(map_.next_value::<HoldState>()? as i32);
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
                            expires_at__ = map_
                                .next_value::<::std::option::Option<::pbjson::private::NumberDeserialize<_>>>(
                                )?
                                .map(|x| x.0);
                        }
                        GeneratedField::Year => {
                            if year__.is_some() {
                                return Err(serde::de::Error::duplicate_field("year"));
                            }
                            year__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                    }
                }
                Ok(SnapshotHold {
                    id: id__.unwrap_or_default(),
                    state: state__.unwrap_or_default(),
                    lines: lines__.unwrap_or_default(),
                    expires_at: expires_at__,
                    year: year__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.SnapshotHold", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SnapshotLine {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.account != 0 {
            len += 1;
        }
        if self.amount != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.SnapshotLine", len)?;
        if self.account != 0 {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if self.amount != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("amount", ToString::to_string(&self.amount).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SnapshotLine {
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
            type Value = SnapshotLine;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.SnapshotLine")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SnapshotLine, V::Error>
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
                            account__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                    }
                }
                Ok(SnapshotLine {
                    account: account__.unwrap_or_default(),
                    amount: amount__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.SnapshotLine", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SnapshotOpenItem {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if self.account != 0 {
            len += 1;
        }
        if !self.name.is_empty() {
            len += 1;
        }
        if self.amount != 0 {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.SnapshotOpenItem", len)?;
        if self.account != 0 {
            struct_ser.serialize_field("account", &self.account)?;
        }
        if !self.name.is_empty() {
            struct_ser.serialize_field("name", &self.name)?;
        }
        if self.amount != 0 {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("amount", ToString::to_string(&self.amount).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SnapshotOpenItem {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["account", "name", "amount"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Account,
            Name,
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
                            "name" => Ok(GeneratedField::Name),
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
            type Value = SnapshotOpenItem;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.SnapshotOpenItem")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SnapshotOpenItem, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut account__ = None;
                let mut name__ = None;
                let mut amount__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
                        GeneratedField::Account => {
                            if account__.is_some() {
                                return Err(serde::de::Error::duplicate_field("account"));
                            }
                            account__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                        GeneratedField::Name => {
                            if name__.is_some() {
                                return Err(serde::de::Error::duplicate_field("name"));
                            }
                            name__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Amount => {
                            if amount__.is_some() {
                                return Err(serde::de::Error::duplicate_field("amount"));
                            }
                            amount__ = Some(map_.next_value::<::pbjson::private::NumberDeserialize<_>>()?.0);
                        }
                    }
                }
                Ok(SnapshotOpenItem {
                    account: account__.unwrap_or_default(),
                    name: name__.unwrap_or_default(),
                    amount: amount__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.SnapshotOpenItem", FIELDS, GeneratedVisitor)
    }
}
impl serde::Serialize for SnapshotProposal {
    #[allow(deprecated)]
    fn serialize<S>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error>
    where
        S: serde::Serializer,
    {
        use serde::ser::SerializeStruct;
        let mut len = 0;
        if !self.proposal.is_empty() {
            len += 1;
        }
        if !self.maker.is_empty() {
            len += 1;
        }
        if self.state != 0 {
            len += 1;
        }
        if !self.r#type.is_empty() {
            len += 1;
        }
        if !self.data.is_empty() {
            len += 1;
        }
        let mut struct_ser = serializer.serialize_struct("neraca.ledger.v1.SnapshotProposal", len)?;
        if !self.proposal.is_empty() {
            struct_ser.serialize_field("proposal", &self.proposal)?;
        }
        if !self.maker.is_empty() {
            struct_ser.serialize_field("maker", &self.maker)?;
        }
        if self.state != 0 {
            let v = ProposalState::try_from(self.state)
                .map_err(|_| serde::ser::Error::custom(format!("Invalid variant {}", self.state)))?;
            struct_ser.serialize_field("state", &v)?;
        }
        if !self.r#type.is_empty() {
            struct_ser.serialize_field("type", &self.r#type)?;
        }
        if !self.data.is_empty() {
            #[allow(clippy::needless_borrow)]
            #[allow(clippy::needless_borrows_for_generic_args)]
            struct_ser.serialize_field("data", pbjson::private::base64::encode(&self.data).as_str())?;
        }
        struct_ser.end()
    }
}
impl<'de> serde::Deserialize<'de> for SnapshotProposal {
    #[allow(deprecated)]
    fn deserialize<D>(deserializer: D) -> std::result::Result<Self, D::Error>
    where
        D: serde::Deserializer<'de>,
    {
        const FIELDS: &[&str] = &["proposal", "maker", "state", "type", "data"];

        #[allow(clippy::enum_variant_names)]
        enum GeneratedField {
            Proposal,
            Maker,
            State,
            Type,
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
                            "proposal" => Ok(GeneratedField::Proposal),
                            "maker" => Ok(GeneratedField::Maker),
                            "state" => Ok(GeneratedField::State),
                            "type" => Ok(GeneratedField::Type),
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
            type Value = SnapshotProposal;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("struct neraca.ledger.v1.SnapshotProposal")
            }

            fn visit_map<V>(self, mut map_: V) -> std::result::Result<SnapshotProposal, V::Error>
            where
                V: serde::de::MapAccess<'de>,
            {
                let mut proposal__ = None;
                let mut maker__ = None;
                let mut state__ = None;
                let mut r#type__ = None;
                let mut data__ = None;
                while let Some(k) = map_.next_key()? {
                    match k {
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
                        GeneratedField::State => {
                            if state__.is_some() {
                                return Err(serde::de::Error::duplicate_field("state"));
                            }
                            state__ = Some(map_.next_value::<ProposalState>()? as i32);
                        }
                        GeneratedField::Type => {
                            if r#type__.is_some() {
                                return Err(serde::de::Error::duplicate_field("type"));
                            }
                            r#type__ = Some(map_.next_value()?);
                        }
                        GeneratedField::Data => {
                            if data__.is_some() {
                                return Err(serde::de::Error::duplicate_field("data"));
                            }
                            data__ = Some(map_.next_value::<::pbjson::private::BytesDeserialize<_>>()?.0);
                        }
                    }
                }
                Ok(SnapshotProposal {
                    proposal: proposal__.unwrap_or_default(),
                    maker: maker__.unwrap_or_default(),
                    state: state__.unwrap_or_default(),
                    r#type: r#type__.unwrap_or_default(),
                    data: data__.unwrap_or_default(),
                })
            }
        }
        deserializer.deserialize_struct("neraca.ledger.v1.SnapshotProposal", FIELDS, GeneratedVisitor)
    }
}
