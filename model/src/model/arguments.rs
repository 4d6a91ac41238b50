//! What a caller gives: the arguments of `new` and the setters of a command, SDK call, struct or type table.

use super::{Cell, Column, Command, DEEPEST, Field, Model, Origin, Row, Sdk, Type, TypeTable};

/// One value that a caller gives.
#[derive(Debug, Clone, Copy)]
pub struct Argument<'m> {
    /// Its name in Rust.
    pub rust: &'m str,
    /// An argument of `new` if so, else a setter.
    pub required: bool,
    /// Whether its setter is offered first.
    pub recommended: bool,
    /// The flattened field that holds it, where the value does not belong to the table itself.
    pub via: Option<&'m Field>,
    /// What it is.
    pub kind: ArgumentKind<'m>,
}

/// What a caller gives.
#[derive(Debug, Clone, Copy)]
pub enum ArgumentKind<'m> {
    /// A parameter or field.
    Field(&'m Field),
    /// A row of a type table.
    Row(&'m TypeTable, &'m Row),
    /// A row that an open type table does not list.
    OtherRow(&'m TypeTable),
}

impl<'m> Argument<'m> {
    /// The names of the values that stand for it in Rust: the value itself, then the columns that the caller fills.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        match self.kind {
            ArgumentKind::Field(_) => vec![self.rust.to_owned()],
            ArgumentKind::Row(..) => core::iter::once(self.rust.to_owned()).chain(self.column_names()).collect(),
            ArgumentKind::OtherRow(_) => {
                ["id", "value"].map(str::to_owned).into_iter().chain(self.column_names()).collect()
            }
        }
    }

    /// The columns that the caller fills.
    pub fn columns(&self) -> impl Iterator<Item = &'m Column> + use<'m> {
        let (columns, cells): (&[Column], Option<&[Cell]>) = match self.kind {
            ArgumentKind::Field(_) => (&[], None),
            ArgumentKind::Row(table, row) => (&table.columns, Some(&row.cells)),
            ArgumentKind::OtherRow(table) => (&table.columns, None),
        };
        let is_fixed = move |index: usize| matches!(cells.and_then(|cells| cells.get(index)), Some(Cell::Fixed(_)));
        columns.iter().enumerate().filter(move |(index, _)| !is_fixed(*index)).map(|(_, column)| column)
    }

    /// `round_score_expires`: rows share their columns' names.
    #[must_use]
    pub fn column_name(&self, column: &Column) -> String {
        let plain = |name: &'m str| name.strip_prefix("r#").unwrap_or(name);
        let column = column.rust.strip_prefix("r#").unwrap_or(&column.rust);
        format!("{}_{column}", plain(self.rust))
    }

    fn column_names(&self) -> impl Iterator<Item = String> {
        self.columns().map(|column| self.column_name(column))
    }
}

/// The setter for the column of a matrix to which an SDK call goes.
pub const TO_COLUMN: &str = "to";

/// The setter for rows that an open type table does not list.
pub const OTHER_ROW: &str = "other";

impl Model {
    /// What the caller of a command gives: the command's own values, then the gateway's.
    #[must_use]
    pub fn command_arguments<'m>(&'m self, command: &'m Command) -> Vec<Argument<'m>> {
        let common = self.gateway_of(command).map(|gateway| gateway.params.as_slice()).unwrap_or_default();
        self.arguments_of(command.params.iter().chain(common), 0)
    }

    /// What the caller of an SDK call gives: its positional arguments, then the values of its bundle.
    #[must_use]
    pub fn sdk_arguments<'m>(&'m self, sdk: &'m Sdk) -> Vec<Argument<'m>> {
        self.arguments_of(sdk.args.iter().chain(&sdk.bundle), 0)
    }

    /// What the caller of a struct gives.
    #[must_use]
    pub fn struct_arguments<'m>(&'m self, fields: &'m [Field]) -> Vec<Argument<'m>> {
        self.arguments_of(fields.iter(), 0)
    }

    /// What the caller of a type table gives: recommended rows first.
    #[must_use]
    pub fn row_arguments<'m>(&'m self, table: &'m TypeTable) -> Vec<Argument<'m>> {
        let mut arguments: Vec<_> = table
            .rows
            .iter()
            .map(|row| Argument {
                rust: &row.rust,
                required: row.required,
                recommended: row.recommended,
                via: None,
                kind: ArgumentKind::Row(table, row),
            })
            .collect();
        arguments.sort_by_key(|argument| !argument.recommended);
        if table.open {
            let kind = ArgumentKind::OtherRow(table);
            arguments.push(Argument { rust: OTHER_ROW, required: false, recommended: false, via: None, kind });
        }
        arguments
    }

    fn arguments_of<'m>(&'m self, fields: impl Iterator<Item = &'m Field>, depth: usize) -> Vec<Argument<'m>> {
        let mut arguments = Vec::new();
        for field in fields.filter(|field| field.origin == Origin::Caller) {
            let inner = self.inner_arguments(field, depth);
            if field.flatten && depth < DEEPEST {
                arguments.extend(inner.into_iter().map(|argument| Argument { via: Some(field), ..argument }));
            } else {
                let kind = ArgumentKind::Field(field);
                let required = field.required;
                arguments.push(Argument { rust: &field.rust, required, recommended: false, via: None, kind });
            }
        }
        arguments
    }

    fn inner_arguments<'m>(&'m self, field: &'m Field, depth: usize) -> Vec<Argument<'m>> {
        if !field.flatten || depth >= DEEPEST {
            return Vec::new();
        }
        match field.ty.inner() {
            Type::Struct(name) => {
                self.struct_(name).map(|item| self.arguments_of(item.fields.iter(), depth + 1)).unwrap_or_default()
            }
            Type::Rows(name) => self.type_table(name).map(|table| self.row_arguments(table)).unwrap_or_default(),
            _ => Vec::new(),
        }
    }
}
