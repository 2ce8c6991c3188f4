//! The program started as a service: when it answers, and how much memory it holds.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use super::{
    Case,
    ground::Ground,
    report::{Line, Unit},
};

/// The longest that a start is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a server has been left alone when it counts as idle.
const REST: Duration = Duration::from_secs(2);

/// A started server, stopped with the value.
pub struct Service {
    child: Child,
    address: SocketAddr,
}

impl Drop for Service {
    fn drop(&mut self) {
        // Already ended is as good as ended now.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Service {
    fn start(ground: &Ground) -> Result<Service> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("--data").arg(&ground.data.data);
        if let Some(url) = &ground.data.database_url {
            command.env("DATABASE_URL", url);
        } else {
            command.env_remove("DATABASE_URL");
        }
        let child = command
            .args(["serve", "--listen", &address.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start this program a second time")?;
        Ok(Service { child, address })
    }

    /// A server that answers.
    pub fn ready(ground: &Ground) -> Result<Service> {
        let mut service = Service::start(ground)?;
        service.wait_until_ready(Instant::now())?;
        Ok(service)
    }

    /// Sends JSON over a connection of its own: the status, and the JSON of the answer.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        token: &str,
        body: &serde_json::Value,
    ) -> Result<(u16, serde_json::Value)> {
        let body = body.to_string();
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\
             Authorization: Bearer {token}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").context("half an answer")?;
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.context("an answer without a status")?;
        Ok((status, serde_json::from_str(body).unwrap_or_default()))
    }

    /// The first line of the answer.
    fn ask(&self, path: &str, token: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\
             Authorization: Bearer {token}\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let line = answer.split(|byte| *byte == b'\r').next();
        Ok(String::from_utf8_lossy(line.unwrap_or_default()).into_owned())
    }

    fn wait_until_ready(&mut self, since: Instant) -> Result<Duration> {
        while since.elapsed() < PATIENCE {
            if self
                .ask("/readyz", "")
                .is_ok_and(|line| line.contains(" 200 "))
            {
                return Ok(since.elapsed());
            }
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended before it was ready: {status}");
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        bail!("the server was not ready within {} s", PATIENCE.as_secs());
    }

    fn memory(&self) -> Result<Memory> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let megabytes = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kilobytes: Option<f64> =
                line.and_then(|rest| rest.trim().strip_suffix(" kB")?.parse().ok());
            kilobytes
                .map(|kilobytes| kilobytes / 1024.0)
                .context("the system does not say how much memory a process holds")
        };
        Ok(Memory {
            whole: megabytes("VmRSS:")?,
            own: megabytes("RssAnon:")?,
        })
    }
}

/// Memory that a process holds, in MB.
#[derive(Clone, Copy)]
struct Memory {
    whole: f64,
    /// Without the pages of files, the program's and the database's, which the system takes back when
    /// it needs them.
    own: f64,
}

impl Memory {
    fn line(self, what: &str) -> Line {
        Line::new(Case::Start, what, Unit::Megabytes, self.whole).note(format!(
            "{:.0} MB its own, the rest pages of files",
            self.own
        ))
    }
}

pub async fn measure(ground: &Ground, token: &str) -> Result<Vec<Line>> {
    tokio::task::block_in_place(|| {
        let mut starts = Vec::new();
        // The first start also reads the program from the disk.
        for _ in 0..3 {
            let since = Instant::now();
            starts.push(Service::start(ground)?.wait_until_ready(since)?);
        }
        let since = Instant::now();
        let mut service = Service::start(ground)?;
        starts.push(service.wait_until_ready(since)?);
        std::thread::sleep(REST);
        let idle = service.memory()?;
        for page in 1..=200 {
            for path in ["/", "/establishments", "/projects"] {
                service.ask(&format!("{path}?page={page}"), token)?;
            }
        }
        std::thread::sleep(REST);
        let worked = service.memory()?;
        let longest = starts.iter().max().copied().unwrap_or_default();
        let shown: Vec<String> = starts.iter().map(|s| s.as_millis().to_string()).collect();
        Ok(vec![
            Line::new(
                Case::Start,
                "from start until ready, slowest of 4",
                Unit::Millis,
                longest.as_secs_f64() * 1e3,
            )
            .target(1000.0)
            .note(shown.join(", ")),
            idle.line("memory, idle").target(60.0),
            worked.line("memory after 600 pages"),
        ])
    })
}
