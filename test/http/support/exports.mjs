// Files that the server makes of a query's rows, and how a test reads them back.
import { inflateRawSync } from "node:zlib";

/** Exports over HTTP: {status, headers, bytes, text, error, isBroken}. `isBroken`: the transfer ended before the file did. */
export async function exportFile(scene, body, { client = scene.client, signal } = {}) {
  const response = await client.open("POST", `/connections/${scene.connection.id}/export`, body, { signal });
  return readFile(response);
}

/** Reads an answer that is a file or an error. */
export async function readFile(response) {
  const chunks = [];
  let isBroken = false;
  try {
    for await (const chunk of response.body ?? []) chunks.push(chunk);
  } catch {
    isBroken = true;
  }
  const bytes = Buffer.concat(chunks);
  const text = bytes.toString("utf8");
  const error = response.status === 200 || text === "" ? null : JSON.parse(text).error;
  return { status: response.status, headers: response.headers, bytes, text, error, isBroken };
}

/** The records of a CSV by RFC 4180, each an array of {text, isQuoted}. */
export function parseCsv(text, delimiter = ",") {
  const records = [];
  let record = [];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    const isQuoted = text[at] === '"';
    if (isQuoted) {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (at >= text.length) throw new Error("a quote is never closed");
        if (text[at] === '"') at += 1;
        cell += text[at];
      }
      at += 1;
    } else {
      while (at < text.length && text[at] !== delimiter && text[at] !== "\r" && text[at] !== "\n") cell += text[at++];
    }
    record.push({ text: cell, isQuoted });
    if (text[at] === delimiter) {
      at += 1;
      continue;
    }
    if (text.startsWith("\r\n", at)) at += 2;
    else if (text[at] === "\n") at += 1;
    else throw new Error(`no line end at ${at}`);
    records.push(record);
    record = [];
  }
  return records;
}

/** The entries of a ZIP archive by its directory: name → bytes. Checks sizes and checksums against each entry's own record. */
export function unzip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  if (end < 0) throw new Error("no end of the directory");
  const entries = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new Error("not an entry of the directory");
    const [sum, packed, plain] = [16, 20, 24].map((offset) => bytes.readUInt32LE(at + offset));
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    const name = bytes.toString("utf8", at + 46, at + 46 + nameBytes);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = inflateRawSync(bytes.subarray(start, start + packed));
    if (data.length !== plain || checksum(data) !== sum) throw new Error(`${name} is damaged`);
    if (bytes.readUInt32LE(start + packed) !== 0x08074b50 || bytes.readUInt32LE(start + packed + 4) !== sum) throw new Error(`${name} has no record behind it`);
    entries.set(name, data);
    at += 46 + nameBytes + extraBytes + commentBytes;
  }
  return entries;
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

function checksum(data) {
  let value = 0xffffffff;
  for (const byte of data) value = table[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

const plain = (xml) => xml.replace(/&quot;/g, '"').replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
const decoded = (xml) => plain(xml).replace(/_x([0-9A-F]{4})_/g, (_, code) => String.fromCharCode(parseInt(code, 16)));

/** The sheets of a workbook: [{name, rows: [{A: {type, style, value}}]}], by the workbook's own list. */
export function readWorkbook(bytes) {
  const parts = unzip(bytes);
  const part = (name) => parts.get(name)?.toString("utf8") ?? "";
  const links = new Map([...part("xl/_rels/workbook.xml.rels").matchAll(/Id="(\w+)" Type="[^"]*" Target="([^"]*)"/g)].map((match) => [match[1], match[2]]));
  return [...part("xl/workbook.xml").matchAll(/<sheet name="([^"]*)" sheetId="\d+" r:id="(\w+)"/g)].map((match) => ({
    name: decoded(match[1]),
    rows: [...part(`xl/${links.get(match[2])}`).matchAll(/<row r="(\d+)">(.*?)<\/row>/gs)].map(([, number, cells]) =>
      Object.fromEntries([...cells.matchAll(/<c r="([A-Z]+)(\d+)"(?: s="(\d)")?(?: t="(\w+)")?>(.*?)<\/c>/gs)].map(([, column, row, style, type, inner]) => {
        if (row !== number) throw new Error(`cell ${column}${row} stands in row ${number}`);
        const value = /<(?:v|t xml:space="preserve")>(.*)<\/(?:v|t)>/s.exec(inner)?.[1] ?? "";
        return [column, { type: type ?? "n", style: Number(style ?? 0), value: decoded(value) }];
      })),
    ),
  }));
}
