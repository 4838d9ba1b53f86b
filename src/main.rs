//! The command line of Secure Base.

use anyhow::{Context, anyhow, bail};
use clap::{Args, Parser, Subcommand};
use secure_base::accounts::{self, Role};
use secure_base::app::App;
use secure_base::clock::Clock;
use secure_base::config::Config;
use secure_base::db::Db;
use secure_base::ledger::command::LedgerCommand;
use secure_base::library::{Files, Scenario, Severity, compile, scenario};
use secure_base::{content, demo, ledger, serve};
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Practitioner training and specialist qualification on attachment and the therapeutic alliance.
#[derive(Parser)]
#[command(name = "secure-base", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the site
    Serve(ServeArgs),
    /// Check a content folder and report every fault
    Check {
        #[arg(default_value = "content")]
        folder: PathBuf,
        /// Draw one conversation instead: its scenes and lines as SVG, to standard output
        #[arg(long, value_name = "FILE", conflicts_with = "folder")]
        graph: Option<PathBuf>,
        /// Print instead what the folder amounts to, unit by unit
        #[arg(long, conflicts_with = "graph")]
        stats: bool,
    },
    /// Bring the database up to date
    Migrate(DatabaseArgs),
    /// Check, sign or export the ledger of decisions and awards
    Ledger {
        #[command(subcommand)]
        command: LedgerCommand,
        #[command(flatten)]
        database: DatabaseArgs,
    },
    /// Manage people
    User {
        #[command(subcommand)]
        command: UserCommand,
    },
}

#[derive(Subcommand)]
enum UserCommand {
    /// Invite somebody: prints a link with which they choose their password
    Add(AddArgs),
}

#[derive(Args)]
struct DatabaseArgs {
    /// sqlite:FILE or postgres://…
    #[arg(
        long,
        env = "DATABASE_URL",
        default_value = "sqlite:secure-base.db",
        hide_env_values = true,
        global = true
    )]
    database: String,
}

#[derive(Args)]
struct OriginArgs {
    /// The address that visitors use [default: http:// and the address served]
    #[arg(long, env = "SECURE_BASE_ORIGIN")]
    origin: Option<String>,
}

#[derive(Args)]
struct ServeArgs {
    #[arg(long, env = "SECURE_BASE_ADDR", default_value = "127.0.0.1:3000")]
    addr: SocketAddr,
    #[command(flatten)]
    database: DatabaseArgs,
    /// Keep the files of evidence in this folder [default: files, beside the SQLite database]
    #[arg(long, env = "SECURE_BASE_FILES")]
    files: Option<PathBuf>,
    /// The file with the key that signs exported portfolios, made when there is none [default: secure-base-portfolios.key, beside the SQLite database]
    #[arg(long, env = "SECURE_BASE_PORTFOLIO_KEY")]
    key: Option<PathBuf>,
    /// Read content from this folder instead of from the program itself
    #[arg(long, env = "SECURE_BASE_CONTENT")]
    content: Option<PathBuf>,
    /// Compile the content again whenever it changes
    #[arg(long)]
    watch: bool,
    /// Seed demonstration people and some history, once, into an empty database
    #[arg(long)]
    demo: bool,
    #[command(flatten)]
    origin: OriginArgs,
    /// The mail server, smtp://user:password@host:port or smtps://…; without one, mail stays in the outbox
    #[arg(long, env = "SECURE_BASE_SMTP", hide_env_values = true)]
    smtp: Option<String>,
    /// The sender of mail
    #[arg(
        long,
        env = "SECURE_BASE_MAIL_FROM",
        default_value = "Secure Base <noreply@localhost>"
    )]
    mail_from: String,
    /// Believe the X-Forwarded-For header of the proxy in front
    #[arg(long, env = "SECURE_BASE_BEHIND_PROXY")]
    behind_proxy: bool,
}

#[derive(Args)]
struct AddArgs {
    #[arg(long)]
    email: String,
    #[arg(long)]
    name: String,
    /// learner, assessor, iqa, manager, author or administrator
    #[arg(long)]
    role: Role,
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    origin: OriginArgs,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Check {
            graph: Some(file), ..
        } => graph(&file),
        Command::Check {
            folder,
            stats: true,
            ..
        } => statistics(&folder),
        Command::Check { folder, .. } => check(&folder),
        Command::Serve(args) => run(serve(args)),
        Command::Migrate(args) => run(migrate(args)),
        Command::Ledger { command, database } => run(on_ledger(command, database)),
        Command::User {
            command: UserCommand::Add(args),
        } => run(add_user(args)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("secure-base: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    let runtime =
        tokio::runtime::Runtime::new().context("The program could not start its workers")?;
    runtime.block_on(work)
}

fn check(folder: &Path) -> anyhow::Result<()> {
    let files = Files::from_dir(folder).map_err(|fault| anyhow!("{fault}"))?;
    let compiled = compile(&files, &Clock::System.today());
    for fault in &compiled.faults {
        println!("{fault}\n");
    }
    let count = |severity| {
        compiled
            .faults
            .iter()
            .filter(|f| f.severity == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    println!("{}: {errors} errors, {warnings} warnings", folder.display());
    match errors {
        0 => Ok(()),
        _ => bail!("the content has faults"),
    }
}

/// Prints the statistics of a folder without errors; warnings are left to the check.
fn statistics(folder: &Path) -> anyhow::Result<()> {
    let files = Files::from_dir(folder).map_err(|fault| anyhow!("{fault}"))?;
    let compiled = compile(&files, &Clock::System.today());
    let Some(library) = compiled.library else {
        bail!("the content has faults; see secure-base check");
    };
    match write!(std::io::stdout(), "{}", library.statistics()) {
        // Whoever reads has seen enough, such as head.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// Draws a conversation. Its faults go to standard error, as far as the file alone shows them.
fn graph(file: &Path) -> anyhow::Result<()> {
    let name = file.display().to_string();
    let source = std::fs::read_to_string(file).with_context(|| name.clone())?;
    let (scenario, faults) = Scenario::from_file(&name, &source);
    for fault in &faults {
        eprintln!("{fault}\n");
    }
    let scenario = scenario.ok_or_else(|| anyhow!("{name} holds no conversation"))?;
    print!("{}", scenario::graph::svg(&scenario));
    Ok(())
}

async fn serve(args: ServeArgs) -> anyhow::Result<()> {
    let config = Config {
        addr: args.addr,
        database: args.database.database,
        files: args.files,
        key: args.key,
        content: args.content,
        watch: args.watch,
        demo: args.demo,
        origin: args
            .origin
            .origin
            .unwrap_or_else(|| format!("http://{}", args.addr)),
        smtp: args.smtp,
        mail_from: args.mail_from,
        behind_proxy: args.behind_proxy,
    };
    config.check().map_err(|words| anyhow!(words))?;
    serve::log_to_standard_error();
    let clock = Clock::System;
    let library = content::load(&config, &clock).map_err(|report| anyhow!(report))?;
    let db = database(&config.database).await?;
    let app = App::new(db, clock, config, library);
    if app.config.demo {
        demo::seed(&app).await.map_err(|error| anyhow!("{error}"))?;
    }
    serve::serve(app).await
}

/// Connects and migrates, with a sentence that says what is wrong otherwise.
async fn database(url: &str) -> anyhow::Result<Db> {
    let db = Db::connect(url).await.map_err(|e| {
        anyhow!("The database cannot be opened (is it there, and is the address right?): {e}.")
    })?;
    db.migrate()
        .await
        .map_err(|e| anyhow!("The database cannot be brought up to date: {e}."))?;
    ledger::open(&db, Clock::System.now())
        .await
        .map_err(|e| anyhow!("The ledger cannot be begun: {e}."))?;
    Ok(db)
}

/// Looks at the ledger as it is: the database is not brought up to date first.
async fn on_ledger(command: LedgerCommand, args: DatabaseArgs) -> anyhow::Result<()> {
    let open = async || {
        let db = Db::connect(&args.database).await;
        db.map_err(|e| format!("The database cannot be opened: {e}."))
    };
    let config = Config {
        database: args.database.clone(),
        ..Config::default()
    };
    ledger::command::run(command, &config.files_folder(), open)
        .await
        .map_err(|words| anyhow!(words))
}

async fn migrate(args: DatabaseArgs) -> anyhow::Result<()> {
    database(&args.database).await?.close().await;
    println!("The database is up to date.");
    Ok(())
}

async fn add_user(args: AddArgs) -> anyhow::Result<()> {
    let defaults = Config::default();
    let config = Config {
        database: args.database.database,
        origin: args.origin.origin.unwrap_or(defaults.origin.clone()),
        ..defaults
    };
    config.check().map_err(|words| anyhow!(words))?;
    let db = database(&config.database).await?;
    let link = accounts::invite(
        &db,
        &config.origin,
        &args.email,
        &args.name,
        args.role,
        Clock::System.now(),
    )
    .await
    .map_err(|error| anyhow!("{error}"))?;
    println!("{link}");
    db.close().await;
    Ok(())
}
