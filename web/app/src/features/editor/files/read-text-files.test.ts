// Which files become texts, and what is said of the others.

import { describe, expect, it } from 'vitest';
import { largest_file_bytes, most_files, readTextFiles } from './read-text-files.ts';

const file = (name: string, ...bytes: number[]): File => new File([new Uint8Array(bytes)], name);
const text = (name: string, content: string): File => new File([content], name);

describe('files of SQL', () => {
  it('are texts named without .sql, without a byte order mark and with line feeds alone', async () => {
    expect(await readTextFiles([text('a.SQL', '\uFEFFselect 1;\r\nselect 2;\rselect 3'), text('notes.txt', '-- ä €')])).toEqual({
      texts: [{ name: 'a', text: 'select 1;\nselect 2;\nselect 3' }, { name: 'notes.txt', text: '-- ä €' }], refusals: [],
    });
  });
  it('are refused one by one where they are no text', async () => {
    const { texts, refusals } = await readTextFiles([file('latin.sql', 0x73, 0xe4), text('good.sql', 'select 1'), file('zero.sql', 0x73, 0)]);
    expect(texts.map((each) => each.name)).toEqual(['good']);
    expect(refusals).toEqual(['“latin.sql” is no text in UTF-8.', '“zero.sql” is no text: it holds zero bytes.']);
  });
  it('are refused before they are read where they are too large', async () => {
    const large = { name: 'dump.sql', size: largest_file_bytes + 1, arrayBuffer: () => Promise.reject(new Error('was read')) };
    expect(await readTextFiles([large])).toEqual({ texts: [], refusals: ['“dump.sql” is larger than 1 MB.'] });
  });
  it('are refused where they cannot be read, as a folder', async () => {
    const folder = { name: 'queries', size: 4096, arrayBuffer: () => Promise.reject(new Error('is a directory')) };
    expect((await readTextFiles([folder])).refusals).toEqual(['“queries” cannot be read.']);
  });
  it('are refused all together where they are too many', async () => {
    const many = Array.from({ length: most_files + 1 }, (_, index) => text(`${index}.sql`, 'select 1'));
    expect(await readTextFiles(many)).toEqual({ texts: [], refusals: ['21 files are more than the 20 that are opened at once.'] });
  });
});
