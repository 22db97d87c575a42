//! The command line.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use dossier::article::{Cleaning, Fields, Format, Sections};
use dossier::export::{DyadOptions, EventFilter, ExportFormat, ExportOptions, Period, Side};
use dossier::report::{CompareOptions, ReportOptions};
use dossier::table::ReadingTool;
use dossier::{EngineKind, EventSource, Modality, Pipeline, PipelineBuilder};

/// News articles in, tables out: who is in them, how much is at stake, and who does what to whom.
#[derive(Debug, Parser)]
#[command(name = "dossier", version, about, max_term_width = 110)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read articles and write the tables articles, entities, mentions, amounts, relations, statements and events
    Extract(Extract),
    /// Make the tables of a whole run out of those of its shares
    Merge(Merge),
    /// Tag a file that is tokenised already (CoNLL-2003 or CoNLL-U)
    Tag(Tag),
    /// Read articles and write their sentences, tags and trees as CoNLL-U
    Parse(Parse),
    /// Show how a sentence is read: tokens, tree, mentions, rows, and the rules that nearly fired
    Explain(Explain),
    /// Check the tables of a run against its articles: texts, offsets, ids
    Verify(Verify),
    /// Write a finished run as one HTML page that opens by itself: actors, who to whom, over time, every row in its article; or what
    /// changed between two runs
    Report(Report),
    /// Write a finished run's tables in the form of another program: Parquet, SQL, graphs, RDF, event data, annotations
    Export(Export),
    /// Print what the tables' columns are, or code that reads them with the right types
    Columns(Columns),
    /// Check rule files, or run their examples
    Rules(Rules),
    /// Print a script that completes commands and options in a shell
    Completions(Completions),
    /// Print the manual page, or write one for each command to a folder
    Man(Man),
}

/// Which network reads the text, and what runs it.
#[derive(Debug, Args)]
pub struct ModelChoice {
    /// Folder of a model in place of the one built in: what scripts/train writes, or a BERT token-classification model
    /// (config.json, model.safetensors or rust_model.ot, vocab.txt or tokenizer.json), which needs the engine rust-bert
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
    /// What runs the network [default: embedded, or rust-bert for a BERT token-classification model]
    #[arg(long, value_enum, value_name = "ENGINE")]
    engine: Option<EngineName>,
}

impl ModelChoice {
    pub fn choose(&self, mut builder: PipelineBuilder) -> PipelineBuilder {
        if let Some(folder) = &self.model {
            builder = builder.model(folder);
        }
        if let Some(engine) = self.engine {
            builder = builder.engine(engine.into());
        }
        builder
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum EngineName {
    /// rten, inside the program
    Embedded,
    /// ONNX Runtime's shared library (a build with the feature onnxruntime)
    Onnxruntime,
    /// rust-bert on libtorch (a build with the feature rust-bert)
    RustBert,
}

impl From<EngineName> for EngineKind {
    fn from(name: EngineName) -> EngineKind {
        match name {
            EngineName::Embedded => EngineKind::Embedded,
            EngineName::Onnxruntime => EngineKind::OnnxRuntime,
            EngineName::RustBert => EngineKind::RustBert,
        }
    }
}

/// What every command that reads text can be given.
#[derive(Debug, Args)]
pub struct Knowledge {
    #[command(flatten)]
    pub model: ModelChoice,
    /// Rule file (TOML), or a folder of them, added to those built in; a rule of the same name replaces the built-in one
    #[arg(long = "rules", value_name = "PATH")]
    pub rules: Vec<PathBuf>,
    /// Names of your own (CSV: name, type, country, sector, id, from, to), or an actor dictionary in PETRARCH's format; they come
    /// before those built in
    #[arg(long = "gazetteer", value_name = "FILE")]
    pub gazetteers: Vec<PathBuf>,
    /// Folder like `data/` of the source: its files (lexicon/units.tsv, gazetteer/leaders.csv, grammar/grammar.toml, ...) take the
    /// place of those built in
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Who finds events
    #[arg(long, value_enum, value_name = "SOURCE", default_value = "both")]
    events: EventFinder,
    /// Leave out relations whose confidence is below P, from 0 to 1
    #[arg(long, value_name = "P", default_value_t = 0.0, value_parser = probability)]
    min_confidence: f32,
}

fn probability(text: &str) -> Result<f32, String> {
    let number = text.parse::<f32>().ok().filter(|p| (0.0..=1.0).contains(p));
    number.ok_or_else(|| "a number from 0 to 1 is wanted".to_string())
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum EventFinder {
    /// The rules alone
    Rules,
    /// The network alone (column rule: learned)
    Learned,
    /// The rules, and the network where they say nothing or are wrong
    Both,
}

impl From<EventFinder> for EventSource {
    fn from(finder: EventFinder) -> EventSource {
        match finder {
            EventFinder::Rules => EventSource::Rules,
            EventFinder::Learned => EventSource::Learned,
            EventFinder::Both => EventSource::Both,
        }
    }
}

impl Knowledge {
    pub fn pipeline(&self) -> Result<Pipeline, dossier::Error> {
        let mut builder = self
            .model
            .choose(Pipeline::builder())
            .events(self.events.into())
            .min_confidence(self.min_confidence);
        builder = self.rules.iter().fold(builder, |b, path| b.rules(path));
        builder = self.gazetteers.iter().fold(builder, |b, file| b.gazetteer(file));
        builder = self.data.iter().fold(builder, |b, folder| b.data(folder));
        builder.build()
    }
}

/// What is read.
#[derive(Debug, Args)]
pub struct Reading {
    /// Files, folders, globs, or - for standard input: .txt, .html, .warc, .jsonl, .json, .csv, .tsv, .xml (feeds), each also .gz, .zst, .bz2,
    /// .xz; .parquet
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<OsString>,
    #[command(flatten)]
    pub how: ReadAs,
}

/// How inputs are read.
#[derive(Debug, Args)]
pub struct ReadAs {
    /// The inputs' format, where their names do not tell
    #[arg(long, value_enum)]
    format: Option<FormatName>,
    /// Keys or columns that hold an article's parts, such as text=body,date=pubdate (parts: id, text, title, date, url, byline, site,
    /// language)
    #[arg(long = "field", value_name = "PART=NAME,...")]
    field: Vec<String>,
    /// When to leave out boilerplate: in web pages and text that looks like one, in all input, or never
    #[arg(long, value_enum, default_value = "auto")]
    clean: CleanName,
    /// What is read of an article; its body always is
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        value_name = "NAME,...",
        default_value = "title,body,caption"
    )]
    sections: Vec<SectionName>,
}

impl ReadAs {
    pub fn format(&self) -> Option<Format> {
        self.format.map(|f| match f {
            FormatName::Txt => Format::Text,
            FormatName::Jsonl => Format::JsonLines,
            FormatName::Json => Format::Json,
            FormatName::Csv => Format::Csv,
            FormatName::Tsv => Format::Tsv,
            FormatName::Warc => Format::Warc,
            FormatName::Html => Format::Html,
            FormatName::Xml => Format::Feed,
            FormatName::Parquet => Format::Parquet,
        })
    }

    pub fn fields(&self) -> anyhow::Result<Fields> {
        let mut fields = Fields::default();
        for assignments in &self.field {
            fields
                .assign(assignments)
                .map_err(|reason| anyhow::anyhow!("--field {assignments}: {reason}"))?;
        }
        Ok(fields)
    }

    pub fn cleaning(&self) -> Cleaning {
        match self.clean {
            CleanName::Auto => Cleaning::Auto,
            CleanName::Always => Cleaning::Always,
            CleanName::Never => Cleaning::Never,
        }
    }

    pub fn sections(&self) -> Sections {
        let has = |name| self.sections.contains(&name);
        Sections { title: has(SectionName::Title), captions: has(SectionName::Caption) }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatName {
    Txt,
    Jsonl,
    Json,
    Csv,
    Tsv,
    Html,
    Warc,
    /// RSS, Atom, NITF, NewsML-G2
    Xml,
    /// A build with the feature parquet
    Parquet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SectionName {
    Title,
    Body,
    Caption,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CleanName {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Args)]
pub struct Extract {
    #[command(flatten)]
    pub reading: Reading,
    /// Folder for the tables; made where it is missing, its tables replaced where it is not
    #[arg(long, short, value_name = "DIR", required_unless_present = "to")]
    out: Option<PathBuf>,
    /// Write to standard output as articles are read, and no tables: an object an article, with all its rows
    #[arg(
        long,
        value_enum,
        value_name = "FORMAT",
        conflicts_with_all = ["out", "dropped", "raw_cells", "skip_duplicates", "shard", "resume", "strict", "max_errors", "report", "export"]
    )]
    pub to: Option<StreamFormat>,
    #[command(flatten)]
    pub knowledge: Knowledge,
    /// List what was left out of the articles' bodies, with the reason (CSV)
    #[arg(long, value_name = "FILE")]
    pub dropped: Option<PathBuf>,
    /// Write the articles as they were read to articles.jsonl (with --to, into their objects): offsets point into `text`
    #[arg(long)]
    pub keep_text: bool,
    /// Write text cells as they stand, even those that a spreadsheet would run as a formula
    #[arg(long)]
    pub raw_cells: bool,
    #[command(flatten)]
    pub threads: Threads,
    /// Read articles in other languages as if they were English; else they are skipped
    #[arg(long)]
    pub any_language: bool,
    /// Leave out articles that nearly repeat an earlier one; else articles.csv marks them (duplicate_of)
    #[arg(long)]
    pub skip_duplicates: bool,
    /// Take one article in M only, the Nth of every M: `dossier merge` makes the whole run's tables of all M shares
    #[arg(long, value_name = "N/M", value_parser = shard)]
    pub shard: Option<(usize, usize)>,
    /// Go on with a run into the same folder that was killed or stopped: same inputs, same options
    #[arg(long)]
    pub resume: bool,
    /// End the run at the first article that fails
    #[arg(long, conflicts_with = "max_errors")]
    pub strict: bool,
    /// End the run when more articles than this have failed
    #[arg(long, value_name = "N")]
    pub max_errors: Option<usize>,
    /// Write the report of the run as well, as `dossier report` does: one page to look at it (DIR/report.html)
    #[arg(long)]
    pub report: bool,
    /// Write the tables in these forms as well, as `dossier export` does, each into a folder of DIR
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FORMAT,...")]
    pub export: Vec<ExportName>,
    /// No progress, no summary, no warnings; failures are still told
    #[arg(long, short)]
    pub quiet: bool,
}

impl Extract {
    /// The folder of the tables.
    pub fn out(&self) -> &Path {
        self.out.as_deref().unwrap_or(Path::new("."))
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum StreamFormat {
    /// JSON Lines
    Jsonl,
}

fn shard(text: &str) -> Result<(usize, usize), String> {
    let parts = text.split_once('/').and_then(|(n, m)| Some((n.parse().ok()?, m.parse().ok()?)));
    match parts {
        Some((n, m)) if n >= 1 && n <= m => Ok((n, m)),
        _ => Err("write it as 3/16: the third of sixteen".into()),
    }
}

#[derive(Debug, Args)]
pub struct Merge {
    /// Folders of all shares of a run (`extract --shard N/M`), in any order
    #[arg(required = true, value_name = "DIR")]
    pub shards: Vec<PathBuf>,
    /// Folder for the whole run's tables
    #[arg(long, short, value_name = "DIR")]
    pub out: PathBuf,
    /// The folder that the run was given as --data
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Tag {
    /// The tokenised file, or - for standard input
    #[arg(value_name = "FILE")]
    pub file: String,
    /// conll2003: gains a last column, the predicted tag; conllu: UPOS, HEAD and DEPREL replaced, NER in MISC
    #[arg(long, value_enum)]
    pub format: TagFormat,
    /// Where to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub model: ModelChoice,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum TagFormat {
    Conll2003,
    Conllu,
}

#[derive(Debug, Args)]
pub struct Threads {
    /// Worker threads; what is written is the same for any number [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl Threads {
    /// The number wanted, if one is.
    pub fn count(&self) -> Option<usize> {
        self.threads.map(usize::from)
    }
}

#[derive(Debug, Args)]
pub struct Parse {
    #[command(flatten)]
    pub reading: Reading,
    /// Where to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub threads: Threads,
    #[command(flatten)]
    pub model: ModelChoice,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  dossier explain \"Norway thanked Chad.\"\n  dossier explain --html --to why.html \"Norway thanked Chad.\""
)]
pub struct Explain {
    /// One sentence or more, in quotes
    #[arg(value_name = "SENTENCE")]
    pub sentence: String,
    /// The day it was published (ISO 8601), which "yesterday" is resolved against
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Write it as an HTML page that opens by itself: the tree drawn, mentions marked, rows and near misses as tables
    #[arg(long)]
    pub html: bool,
    /// Where to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
    #[command(flatten)]
    pub knowledge: Knowledge,
}

#[derive(Debug, Args)]
pub struct Verify {
    /// Folder with the tables of a run
    #[arg(value_name = "OUT")]
    pub out: PathBuf,
    /// The inputs of that run, in the same order: files, folders or globs [default: OUT/articles.jsonl, which --keep-text wrote]
    #[arg(long, num_args = 1.., value_name = "INPUT")]
    pub articles: Vec<OsString>,
    #[command(flatten)]
    pub how: ReadAs,
    /// The folder that the run was given as --data
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  dossier extract articles --out out --keep-text\n  dossier report out                  # writes out/report.html\n  dossier report out --no-text        # sentences of evidence, no whole articles\n  dossier report new --compare old    # writes new/compare.html: what came, went and changed from old to new"
)]
pub struct Report {
    /// Folder of the finished run
    #[arg(value_name = "OUT")]
    pub run: PathBuf,
    /// Where to write the page [default: OUT/report.html, or OUT/compare.html with --compare]
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
    /// Show what changed from the finished run in the folder BEFORE to OUT instead: rows, entities and counts
    #[arg(long, value_name = "BEFORE", conflicts_with_all = ["no_text", "articles"])]
    pub compare: Option<PathBuf>,
    /// Leave the articles' texts out; their sentences of evidence stay
    #[arg(long)]
    pub no_text: bool,
    /// Articles shown with their texts; of more, those that tell most
    #[arg(long, value_name = "N", default_value_t = ReportOptions::default().articles)]
    pub articles: usize,
    /// Rows listed with their sentences; of more, the surest. All are counted [default: 150000, or 20000 with --compare]
    #[arg(long, value_name = "N")]
    pub rows: Option<usize>,
}

impl Report {
    pub fn options(&self) -> ReportOptions {
        let default = ReportOptions::default();
        ReportOptions {
            text: !self.no_text,
            articles: self.articles,
            rows: self.rows.unwrap_or(default.rows),
        }
    }

    pub fn compare_options(&self) -> CompareOptions {
        let default = CompareOptions::default();
        CompareOptions { rows: self.rows.unwrap_or(default.rows), ..default }
    }
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  dossier export parquet out\n  dossier export xlsx out\n  dossier export dyads out --by year --balanced\n  dossier export neo4j out --to graph --include planned,negated"
)]
pub struct Export {
    /// What to write
    #[arg(value_enum, value_name = "FORMAT")]
    pub format: ExportName,
    /// Folder of the finished run
    #[arg(value_name = "OUT")]
    pub run: PathBuf,
    /// Folder for the files [default: OUT/FORMAT; OUT for the scripts duckdb and sqlite, which read the tables beside them]
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    /// Events that are left out unless they are asked for
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    pub include: Vec<IncludeName>,
    /// Least confidence of an event
    #[arg(long, value_name = "P", default_value_t = 0.0)]
    pub min_confidence: f64,
    /// Dyads: what is counted together
    #[arg(long, value_enum, default_value = "month", value_name = "PERIOD")]
    pub by: PeriodName,
    /// Dyads: whom a side stands for
    #[arg(long, value_enum, default_value = "country", value_name = "SIDE")]
    pub sides: SideName,
    /// Dyads: a column for each event
    #[arg(long)]
    pub wide: bool,
    /// Dyads: rows of noughts for silent periods
    #[arg(long)]
    pub balanced: bool,
    /// Dyads: count every report, not one a day, pair and code
    #[arg(long)]
    pub every_report: bool,
    /// RDF: what stands before ids [default: urn:dossier:]
    #[arg(long, value_name = "IRI")]
    pub base: Option<String>,
    /// CSV for spreadsheets: what stands between cells; with ; numbers have a comma, as programs set to such languages expect
    #[arg(long, value_name = "CHAR", value_parser = separator, default_value = ",")]
    pub separator: u8,
}

impl Export {
    pub fn options(&self) -> ExportOptions {
        let also = self.include.iter().filter_map(|what| match what {
            IncludeName::Planned => Some(Modality::Planned),
            IncludeName::Possible => Some(Modality::Possible),
            IncludeName::Demanded => Some(Modality::Demanded),
            IncludeName::Hypothetical => Some(Modality::Hypothetical),
            IncludeName::Negated => None,
        });
        let events = EventFilter {
            also: also.collect(),
            negated: self.include.contains(&IncludeName::Negated),
            min_confidence: self.min_confidence,
        };
        let dyads = DyadOptions {
            period: self.by.into(),
            side: self.sides.into(),
            wide: self.wide,
            balanced: self.balanced,
            every_report: self.every_report,
        };
        ExportOptions { events, dyads, base: self.base.clone(), separator: self.separator }
    }
}

fn separator(text: &str) -> Result<u8, String> {
    match text {
        "," | ";" => Ok(text.as_bytes()[0]),
        "\t" | "\\t" | "tab" => Ok(b'\t'),
        _ => Err("it may be , or ; or tab".into()),
    }
}

/// The names of a command line for the values of a library's enum.
macro_rules! names {
    ($(#[$of_names:meta])* $names:ident => $values:ident { $($(#[$of_one:meta])* $one:ident),* $(,)? }) => {
        $(#[$of_names])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
        pub enum $names {
            $($(#[$of_one])* $one),*
        }

        impl From<$names> for $values {
            fn from(name: $names) -> $values {
                match name {
                    $($names::$one => $values::$one),*
                }
            }
        }
    };
}

names!(ExportName => ExportFormat {
    /// Typed columns, for pandas, polars, DuckDB, Spark, R
    Parquet,
    /// A workbook for Excel, LibreOffice and other spreadsheet programs, a sheet a table
    Xlsx,
    /// CSV as such programs open it: with a byte order mark, codes as text, and --separator
    Csv,
    /// An object for each article, with all its rows
    Jsonl,
    /// A script that loads the tables into DuckDB, with views
    #[value(name = "duckdb")]
    DuckDb,
    /// The same for SQLite, with keys and full text search
    Sqlite,
    /// Files and scripts for neo4j-admin and cypher-shell
    #[value(name = "neo4j")]
    Neo4j,
    /// Files and a script for Ladybug
    Ladybug,
    /// A network, for networkx, igraph, Gephi, yEd
    #[value(name = "graphml")]
    GraphMl,
    /// A network over time, for Gephi
    Gexf,
    /// Nodes and links, for d3 and networkx
    Json,
    /// N-Quads, a graph for each article
    Rdf,
    /// How often whom does what to whom, by month
    Dyads,
    /// POLECAT's columns
    Polecat,
    /// Phoenix's columns
    Phoenix,
    /// The columns of ICEWS
    Icews,
    /// The columns of GDELT 2.0
    Gdelt,
    /// Annotations for brat and INCEpTION (needs --keep-text)
    Brat,
    /// Texts with their mentions for displaCy (needs --keep-text)
    Displacy,
});

impl ExportName {
    /// As it is written on the command line.
    pub fn as_written(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_string())
    }
}

names!(PeriodName => Period { Day, Week, Month, Year });
names!(SideName => Side { Country, Sector, Both });

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum IncludeName {
    Planned,
    Possible,
    Demanded,
    Hypothetical,
    Negated,
}

#[derive(Debug, Args)]
pub struct Columns {
    /// Who reads the tables
    #[arg(long = "for", value_enum, default_value = "markdown", value_name = "TOOL")]
    pub tool: ToolName,
    /// Of this table alone, such as relations
    #[arg(long, value_name = "TABLE")]
    pub table: Option<String>,
}

names!(ToolName => ReadingTool {
    /// Tables for people
    Markdown,
    Pandas,
    Polars,
    /// readr
    R,
    Spark,
    #[value(name = "duckdb")]
    DuckDb,
});

#[derive(Debug, Args)]
pub struct Completions {
    /// Whose completions: `source <(dossier completions bash)`
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub struct Man {
    /// Folder for dossier.1, dossier-extract.1 and so on [default: dossier.1 to standard output]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Rules {
    #[command(subcommand)]
    pub command: RulesCommand,
}

#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Read the rules and say what is wrong with them: file, line, the nearest right word
    Check {
        /// Rule files or folders; those built in where none is given
        #[arg(value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// A folder laid out like data/, whose words and names rules are checked with
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
    },
    /// Run the examples of every rule
    Test {
        #[command(flatten)]
        knowledge: Knowledge,
    },
}
