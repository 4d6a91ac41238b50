//! Tables of records, and the stages of a record's life.

use qq_cgi_model::model::{Find, RecordField, Stage, Stages, Table};

use super::{
    book::Book,
    text::{code, table},
};

impl Book<'_> {
    pub(super) fn records(&self) -> Vec<String> {
        let tables = self.model.tables.iter().flat_map(|table| self.table_of_records(table));
        tables.chain(self.model.stages.iter().flat_map(|stages| self.stages(stages))).collect()
    }

    fn table_of_records(&self, item: &Table) -> Vec<String> {
        let facts = [
            Some(self.fact("Key", "主键", &code(&item.key))),
            item.stages.as_ref().map(|stages| self.fact("Stages", "阶段", &self.link("stages", stages))),
        ];
        let mut blocks = vec![self.item_heading("table", &item.name, Some(&item.rust))];
        blocks.extend(self.about(&item.about, facts.into_iter().flatten()));
        blocks.push(self.fields(item.fields.iter().map(|field| &field.field)));
        blocks.push(self.rules(&item.fields));
        blocks
    }

    /// What becomes of a record's fields in the administration.
    fn rules(&self, fields: &[RecordField]) -> String {
        let row = |record: &RecordField| {
            let RecordField { field, generated, immutable, references, find } = record;
            let find = find.map(|find| match find {
                Find::Exact => self.say("by the whole value", "精确"),
                Find::Fuzzy => self.say("by a part", "模糊"),
            });
            [
                code(&field.name),
                self.yes_or_no(*generated).to_owned(),
                self.yes_or_no(*immutable).to_owned(),
                references.as_ref().map(|table| self.link("table", table)).unwrap_or_default(),
                find.unwrap_or_default().to_owned(),
            ]
        };
        let heads = [
            self.say("Field", "字段"),
            self.say("Made by the administration", "系统生成"),
            self.say("Never changes", "不可修改"),
            self.say("Key of", "引用"),
            self.say("Found", "查询"),
        ];
        table(heads, &fields.iter().map(row).collect::<Vec<_>>())
    }

    fn stages(&self, item: &Stages) -> Vec<String> {
        let row = |stage: &Stage| [code(&stage.rust), self.codes(&stage.then), self.cell(&stage.about)];
        let heads = [self.say("Stage", "阶段"), self.say("Then", "之后"), self.say("Meaning", "含义")];
        let mut blocks = vec![self.item_heading("stages", &item.name, Some(&item.rust))];
        blocks.extend(self.about(&item.about, []));
        blocks.push(table(heads, &item.steps.iter().map(row).collect::<Vec<_>>()));
        blocks
    }
}
