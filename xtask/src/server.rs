//! Programs that run while tests do: started on a free port, stopped when dropped.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command},
    thread::sleep,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::proc;

/// A child that ends with us: when it is dropped, and, through `setpriv --pdeathsig`, also when
/// this program is killed.
pub struct Running {
    child: Child,
    log: String,
}

impl Running {
    /// Starts a command with its output in a file. `user` runs it as somebody else (root only).
    pub fn start(command: &Command, user: Option<&str>, log: &Path) -> Result<Running> {
        let out = File::create(log).with_context(|| format!("cannot write {}", log.display()))?;
        let mut guarded = proc::command("setpriv", &["--pdeathsig", "INT"]);
        if let Some(user) = user {
            guarded.args(["--reuid", user, "--regid", user, "--init-groups"]);
        }
        guarded.arg(command.get_program()).args(command.get_args());
        let child = guarded
            .stdin(std::process::Stdio::null())
            .stdout(out.try_clone()?)
            .stderr(out)
            .spawn()
            .context("cannot start setpriv (of util-linux)")?;
        let log = log.display().to_string();
        Ok(Running { child, log })
    }

    /// Waits until `ready` says so, at most a minute; an early end is an error that names the log.
    pub fn wait_until(&mut self, ready: impl Fn() -> bool) -> Result<()> {
        let from = Instant::now();
        while !ready() {
            if let Some(status) = self.child.try_wait()? {
                bail!("ended early ({status}); see {}", self.log);
            }
            if from.elapsed() > Duration::from_secs(60) {
                bail!("not ready after a minute; see {}", self.log);
            }
            sleep(Duration::from_millis(100));
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // SIGINT: both PostgreSQL and the server then close in good order.
        let pid = self.child.id().to_string();
        let asked = proc::run_quietly(&mut proc::command("kill", &["-s", "INT", &pid])).is_ok();
        let from = Instant::now();
        while asked && from.elapsed() < Duration::from_secs(10) {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            sleep(Duration::from_millis(50));
        }
        // Nothing is left to do when even this fails: the child is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Our server over a folder with demonstration data.
pub struct Server {
    _running: Running,
    port: u16,
}

impl Server {
    pub fn start(program: &Path, data: &Path, log: &Path) -> Result<Server> {
        let port = proc::free_port()?;
        let listen = format!("127.0.0.1:{port}");
        let data = data.to_string_lossy();
        let command = proc::command(program, &["serve", "--data", &data, "--listen", &listen]);
        let mut running = Running::start(&command, None, log)?;
        running.wait_until(|| status(port, "/readyz") == Some(200))?;
        Ok(Server {
            _running: running,
            port,
        })
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Signs in as a person of the demonstration; the value of the `Cookie` header comes back.
    pub fn sign_in(&self, name: &str) -> Result<String> {
        let body = format!("username={name}&password=khuyencong");
        let request = format!(
            "POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.port,
            body.len()
        );
        let head = exchange(self.port, &request).context("cannot reach the server")?;
        session_cookie(&head)
            .with_context(|| format!("signing in as {name} gave no session: {head}"))
    }
}

/// The status of a GET; `None` while nobody answers.
fn status(port: u16, path: &str) -> Option<u16> {
    let request =
        format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    let head = exchange(port, &request).ok()?;
    head.split_whitespace().nth(1)?.parse().ok()
}

/// Sends a request and reads the head of the answer.
fn exchange(port: u16, request: &str) -> Result<String> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.write_all(request.as_bytes())?;
    let mut head = String::new();
    let mut reader = BufReader::new(stream.take(64 * 1024));
    while reader.read_line(&mut head)? > 2 {}
    Ok(head)
}

/// The session out of the `Set-Cookie` lines of an answer that redirects (a refusal does not).
fn session_cookie(head: &str) -> Option<String> {
    let redirects = head.split_whitespace().nth(1)?.starts_with('3');
    let cookies = head.lines().filter_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("set-cookie")
            .then(|| value.trim())
    });
    let session = cookies
        .filter_map(|c| c.split(';').next())
        .find(|c| c.starts_with("khuyencong="));
    session.filter(|_| redirects).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_is_read_from_an_answer_that_lets_in() {
        let head = "HTTP/1.1 303 See Other\r\nSet-Cookie: lang=vi; Path=/\r\n\
                    set-cookie: khuyencong=abc; HttpOnly; Path=/\r\n\r\n";
        assert_eq!(session_cookie(head).as_deref(), Some("khuyencong=abc"));
    }

    #[test]
    fn a_refused_sign_in_gives_no_session() {
        let head = "HTTP/1.1 422 Unprocessable\r\nset-cookie: khuyencong=abc\r\n\r\n";
        assert_eq!(session_cookie(head), None);
    }
}
