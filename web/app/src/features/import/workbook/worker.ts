// The worker that reads a workbook, so that the page stays quick: one file, one answer.

import { readWorkbook } from './read-workbook.ts';
import type { Sheet } from './read-workbook.ts';
import { WorkbookError } from './parts.ts';

export interface Question {
  file: File;
  sheet: number;
}
export type Answer = Sheet | { refused: string };

async function answer({ file, sheet }: Question): Promise<Answer> {
  try {
    return readWorkbook(new Uint8Array(await file.arrayBuffer()), sheet);
  } catch (thrown) {
    return { refused: thrown instanceof WorkbookError ? thrown.message : 'The browser has no memory left for the workbook. Save it as CSV and import that.' };
  }
}

addEventListener('message', (event: MessageEvent<Question>) => void answer(event.data).then((told) => postMessage(told)));
