// Bytes over a plain socket, for what no proper client would send.
import net from "node:net";
import { cluster } from "./cluster.mjs";

/** Opens a socket to the gateway, from another loopback address where one is named. */
export function dial({ port = cluster.http_port, host = "127.0.0.1", localAddress } = {}) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host, localAddress }, () => resolve(socket));
    socket.once("error", reject);
  });
}

/** Collects what comes until the other side closes, or nothing came for `quietMs`: {text, closed}. */
export function drain(socket, quietMs = 1000) {
  return new Promise((resolve) => {
    const chunks = [];
    const finish = (closed) => {
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.on("error", () => {});
      resolve({ text: Buffer.concat(chunks).toString("latin1"), closed });
    };
    let timer = setTimeout(() => finish(false), quietMs);
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      clearTimeout(timer);
      timer = setTimeout(() => finish(false), quietMs);
    });
    socket.on("close", () => finish(true));
    socket.on("error", () => finish(true));
  });
}

/** Sends bytes on a new socket and gives the first answer: {status, head, body, closed}. */
export async function exchange(bytes, { quietMs = 1000, localAddress } = {}) {
  const socket = await dial({ localAddress });
  socket.on("error", () => {});
  socket.write(bytes);
  const { text, closed } = await drain(socket, quietMs);
  socket.destroy();
  return { ...parse(text), closed, text };
}

/** Takes an HTTP answer apart. `status` is 0 where there was none. */
export function parse(text) {
  const end = text.indexOf("\r\n\r\n");
  const head = end < 0 ? text : text.slice(0, end);
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? 0);
  const body = end < 0 ? "" : text.slice(end + 4);
  return { status, head, body };
}

/** The lines of a request with a proper Host. */
export const request = (method, target, headers = [], body = "") =>
  `${method} ${target} HTTP/1.1\r\nHost: 127.0.0.1:${cluster.http_port}\r\n${headers.map((line) => `${line}\r\n`).join("")}\r\n${body}`;
