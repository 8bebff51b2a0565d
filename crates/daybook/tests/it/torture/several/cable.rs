//! Cables to a network of a node's own: pulled, packets vanish in the kernel as they do on the way to another machine.
//!
//! One leads to its clients, one to its servers. A process holds the network, and takes the cables with it when the test
//! ends, however that comes. Not here: machines on which nobody may lay them (`way`).

use std::{
    io::{BufRead, BufReader},
    net::{Ipv4Addr, TcpListener},
    process::{self, Child, ChildStdin, Command, Stdio},
};

/// Lays both cables, says so, and takes them away when its standard input ends.
const LAY: &str = r#"
set -e
lay() { # lay NAME THERE HERE
  ip link add "$1" type veth peer name "$1" netns "$test"
  ip address add "$2/30" dev "$1"
  ip link set "$1" up
  nsenter --net --target "$test" ip address add "$3/30" dev "$1"
  nsenter --net --target "$test" ip link set "$1" up
}
test=$1
ip link set lo up
lay "$2" "$3" "$4"
lay "$5" "$6" "$7"
echo laid
cat >/dev/null
ip link delete "$2"
ip link delete "$5"
"#;

/// Networks that are for tests of networks: 198.18.0.0/15, eight addresses for each process.
const NETWORKS: u32 = 1 << 14;

/// Both cables. Dropping it takes them away.
pub(super) struct Cable {
    holder: Child,
    alive: Option<ChildStdin>,
    name: String,
    network: u32,
}

impl Cable {
    /// `None` where that may not be done.
    pub(super) fn lay() -> Option<Self> {
        let id = process::id();
        let network = u32::from(Ipv4Addr::new(198, 18, 0, 0)) + 8 * (id % NETWORKS);
        let address = |host: u32| Ipv4Addr::from(network + host).to_string();
        let [clients, servers] = ["c", "s"].map(|end| format!("dayb{id}{end}"));
        let mut holder = Command::new("unshare")
            .args(["--net", "sh", "-c", LAY, "sh", &id.to_string()])
            .args([&clients, &address(2), &address(1)])
            .args([&servers, &address(6), &address(5)])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let alive = holder.stdin.take();
        let mut said = BufReader::new(holder.stdout.take().expect("its output")).lines();
        let is_laid = matches!(said.next(), Some(Ok(_)));
        let cable = Self { holder, alive, name: servers, network };
        (is_laid && cable.carries()).then_some(cable)
    }

    /// Whether a connection from the node's end comes through: a firewall may be on the way.
    fn carries(&self) -> bool {
        let Ok(server) = TcpListener::bind((self.servers(), 0)) else { return false };
        let port = server.local_addr().expect("its address").port();
        let connect = format!("exec 3<>/dev/tcp/{}/{port}", self.servers());
        let mut client = Command::new("timeout");
        client.arg("3").args(self.starter()).args(["bash", "-c", &connect]);
        client.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }

    /// Where the node is, for its clients.
    pub(super) fn node(&self) -> Ipv4Addr {
        Ipv4Addr::from(self.network + 2)
    }

    /// Where its servers are, for the node.
    pub(super) fn servers(&self) -> Ipv4Addr {
        Ipv4Addr::from(self.network + 5)
    }

    /// The command that starts a node in the network.
    pub(super) fn starter(&self) -> Vec<String> {
        let network = format!("--net=/proc/{}/ns/net", self.holder.id());
        vec!["nsenter".to_owned(), network]
    }

    /// Pulls the cable to the servers, or puts it back.
    pub(super) fn set(&self, state: &str) {
        let done = Command::new("ip").args(["link", "set", &self.name, state]).status();
        assert!(done.expect("ip").success(), "{} {state}", self.name);
    }
}

impl Drop for Cable {
    fn drop(&mut self) {
        drop(self.alive.take());
        _ = self.holder.wait();
    }
}
