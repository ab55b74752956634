// A WebSocket client of our own: small, and able to misbehave (broken frames, a reader that stops reading).
import { createHash, randomBytes } from "node:crypto";
import { cluster } from "./cluster.mjs";
import { dial } from "./raw.mjs";

const guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/** One frame from the client; `masked: false` and odd flags are for tests of refusal. */
export function frame(opcode, payload, { fin = true, masked = true, rsv = 0, length } = {}) {
  const body = Buffer.from(payload);
  const size = length ?? body.length;
  const head = [(fin ? 0x80 : 0) | (rsv << 4) | opcode];
  const mask = masked ? 0x80 : 0;
  if (size < 126) head.push(mask | size);
  else if (size < 65536) head.push(mask | 126, size >> 8, size & 255);
  else {
    const long = Buffer.alloc(8);
    long.writeBigUInt64BE(BigInt(size));
    head.push(mask | 127, ...long);
  }
  if (!masked) return Buffer.concat([Buffer.from(head), body]);
  const key = randomBytes(4);
  for (let i = 0; i < body.length; i++) body[i] ^= key[i & 3];
  return Buffer.concat([Buffer.from(head), key, body]);
}

export class Socket {
  #buffer = Buffer.alloc(0);
  #fragments = [];
  #waiting = [];
  inbox = [];
  close = null;
  isEnded = false;

  /** Opens and upgrades; throws with `.status` where the upgrade is refused. */
  static async open({ headers = {}, protocol = "studio.v1", path = "/api/v1/socket", on = cluster } = {}) {
    const socket = new Socket();
    socket.tcp = await dial({ port: on.http_port });
    const key = randomBytes(16).toString("base64");
    const all = {
      Host: `127.0.0.1:${on.http_port}`,
      Upgrade: "websocket",
      Connection: "Upgrade",
      "Sec-WebSocket-Key": key,
      "Sec-WebSocket-Version": "13",
      ...(protocol ? { "Sec-WebSocket-Protocol": protocol } : {}),
      ...headers,
    };
    const text = Object.entries(all).filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.tcp.write(`GET ${path} HTTP/1.1\r\n${text.join("")}\r\n`);
    const head = await socket.#head();
    const status = Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0);
    if (status !== 101) {
      socket.tcp.destroy();
      throw Object.assign(new Error(`upgrade refused: ${head.split("\r\n")[0]}`), { status, head });
    }
    const accept = createHash("sha1").update(key + guid).digest("base64");
    if (!head.includes(accept)) throw new Error("wrong Sec-WebSocket-Accept");
    socket.head = head;
    socket.tcp.on("data", (chunk) => socket.#take(chunk));
    socket.#take(Buffer.alloc(0));
    return socket;
  }

  #head() {
    return new Promise((resolve, reject) => {
      const onData = (chunk) => {
        this.#buffer = Buffer.concat([this.#buffer, chunk]);
        const end = this.#buffer.indexOf("\r\n\r\n");
        if (end < 0) return;
        this.tcp.off("data", onData);
        const head = this.#buffer.subarray(0, end).toString("latin1");
        this.#buffer = this.#buffer.subarray(end + 4);
        resolve(head);
      };
      this.tcp.on("data", onData);
      this.tcp.on("close", () => (this.isEnded = true) && this.#wake());
      this.tcp.once("close", () => reject(new Error("closed before the upgrade")));
      this.tcp.on("error", () => {});
    });
  }

  #take(chunk) {
    this.#buffer = Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const buffer = this.#buffer;
      if (buffer.length < 2) return;
      let size = buffer[1] & 127;
      let at = 2;
      if (size === 126) [size, at] = buffer.length >= 4 ? [buffer.readUInt16BE(2), 4] : [Infinity, 4];
      else if (size === 127) [size, at] = buffer.length >= 10 ? [Number(buffer.readBigUInt64BE(2)), 10] : [Infinity, 10];
      if (buffer.length < at + size) return;
      const payload = buffer.subarray(at, at + size);
      this.#buffer = buffer.subarray(at + size);
      this.#frame(buffer[0] & 15, (buffer[0] & 128) !== 0, payload);
    }
  }

  #frame(opcode, isFinal, payload) {
    if (opcode === 8) this.close = { code: payload.length >= 2 ? payload.readUInt16BE(0) : 1005, reason: payload.subarray(2).toString() };
    else if (opcode === 9) this.write(frame(10, payload));
    else if (opcode < 3) {
      this.#fragments.push(Buffer.from(payload));
      if (isFinal) {
        this.inbox.push(JSON.parse(Buffer.concat(this.#fragments).toString()));
        this.#fragments = [];
      }
    }
    this.#wake();
  }

  #wake() {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  write(bytes) {
    this.tcp.write(bytes);
  }

  send(message) {
    this.write(frame(1, typeof message === "string" ? message : JSON.stringify(message)));
  }

  pause() {
    this.tcp.pause();
  }

  resume() {
    this.tcp.resume();
  }

  /** The first message that fits, taken out of the inbox. */
  async next(fits = () => true, seconds = 10) {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const at = this.inbox.findIndex(fits);
      if (at >= 0) return this.inbox.splice(at, 1)[0];
      if (this.isEnded) throw new Error(`the socket closed: ${JSON.stringify(this.close)}`);
      await this.#change(deadline, "a message");
    }
  }

  /** Waits for the server's close and gives {code, reason}; code 1006 where the connection just ended. */
  async closed(seconds = 10) {
    const deadline = Date.now() + seconds * 1000;
    while (!this.close && !this.isEnded) await this.#change(deadline, "the close");
    return this.close ?? { code: 1006, reason: "" };
  }

  #change(deadline, what) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), Math.max(0, deadline - Date.now()));
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** All messages of one query up to its `end`, or the refusal. */
  async query(id, body) {
    this.send({ type: "query", id, ...body });
    return this.rest(id);
  }

  async rest(id) {
    const messages = [];
    for (;;) {
      const message = await this.next((candidate) => candidate.id === id && candidate.type !== "queued" && candidate.type !== "running", 60);
      if (message.type === "error") return { messages, refusal: message.error };
      messages.push(message.message);
      if (message.message.type === "end") return { messages, refusal: null };
    }
  }

  end() {
    this.tcp.destroy();
  }
}

/** A socket that has signed in with a client's token. */
export async function openSocket(client, options = {}) {
  const socket = await Socket.open(options);
  socket.send({ type: "authenticate", access_token: client.token });
  const ready = await socket.next();
  if (ready.type !== "ready") throw new Error(`not ready: ${JSON.stringify(ready)}`);
  return socket;
}
