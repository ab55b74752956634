// Servers for remote connections to lead to: a second cluster over TCP with passwords, and some that are no servers at all.
import { readFile, writeFile } from "node:fs/promises";
import net from "node:net";
import { psql, startCluster } from "./cluster.mjs";

export const password = "a 'remote' p\\ssword";

/**
 * A cluster without studio that listens on 127.0.0.1 and asks for scram; role `ada` with a database of hers; `conf`: more lines for its
 * postgresql.conf. `stop` ends it.
 */
export async function startRemote(conf = []) {
  const server = await startCluster(["--no-extension", "--conf", "listen_addresses = '127.0.0.1'", "--conf", "log_statement = 'all'", ...conf.flatMap((line) => ["--conf", line])]);
  const admin = (sql, database = "postgres") => psql(sql, { on: server, database });
  await admin(`CREATE ROLE ada LOGIN PASSWORD '${password.replaceAll("'", "''")}'`);
  await admin("CREATE ROLE trusted LOGIN");
  await admin("CREATE DATABASE ada OWNER ada");
  const hba = `${server.dir}/data/pg_hba.conf`;
  const rules = await readFile(hba, "utf8");
  await writeFile(hba, `host all trusted 127.0.0.1/32 trust\n${rules}`);
  await admin("SELECT pg_reload_conf()");
  return { ...server, admin };
}

/** The body of a connection to it. */
export const remoteBody = (server, more = {}) => ({
  name: "remote", kind: "postgres", host: "127.0.0.1", port: server.pg_port, database: "ada", user: "ada", password, sslmode: "disable", ...more,
});

/** A TCP server that treats each connection as told; gives its port and `stop`. */
export async function listen(treat) {
  const sockets = new Set();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    treat(socket);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { pg_port: server.address().port, stop };
}

/** A message of the server: type, length, body. */
export function message(type, ...parts) {
  const body = Buffer.concat(parts.map((part) => (typeof part === "number" ? int32(part) : Buffer.from(part))));
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

export function int32(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(number);
  return bytes;
}

/** What answers a simple query of ours: the state of the transaction afterwards. */
export function stateAfter(text, state) {
  if (/^BEGIN/.test(text)) return "T";
  return /^(COMMIT|ROLLBACK\0)/.test(text) ? "I" : state;
}

/** Lets anybody in who says a password, then calls `answer(socket, type, text)` for each message of the client. */
export function logIn(socket, answer) {
  let isStarted = false;
  let isIn = false;
  let rest = Buffer.alloc(0);
  socket.on("data", (data) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      if (rest.length < 5) return;
      const length = isStarted ? rest.readInt32BE(1) + 1 : rest.readInt32BE(0);
      if (rest.length < length) return;
      const type = isStarted ? String.fromCharCode(rest[0]) : "start";
      const text = rest.subarray(isStarted ? 5 : 4, length).toString();
      rest = rest.subarray(length);
      if (!isStarted) {
        isStarted = true;
        socket.write(message("R", 3));
      } else if (!isIn) {
        isIn = true;
        socket.write(Buffer.concat([message("R", 0), message("S", "server_version\0 15.0\0"), message("K", 1, 2), message("Z", "I")]));
      } else {
        answer(socket, type, text);
      }
    }
  });
}
