// Asks a worker for a sheet of a workbook. The worker is loaded when the first workbook is chosen, and ended with its answer.

import worker_url from './worker.ts?worker&url';
import type { Answer, Question } from './worker.ts';

export interface OpenSheet {
  sheets: string[];
  csv: Blob;
}

const largest_file_bytes = 100 << 20;

interface AddressPolicy {
  createScriptURL: (url: string) => string;
}
interface PolicyMaker {
  createPolicy: (name: string, rules: AddressPolicy) => AddressPolicy;
}

let policy: AddressPolicy | undefined;

/** The Content-Security-Policy lets a worker begin only from an address that a policy has made; this one makes no other. */
function trustedUrl(): string {
  const maker = (globalThis as { trustedTypes?: PolicyMaker }).trustedTypes;
  policy ??= maker?.createPolicy('studio-workbook', { createScriptURL: () => worker_url });
  return policy?.createScriptURL('') ?? worker_url;
}

/** Throws an Error whose message can be shown. */
export async function openSheet(file: File, sheet: number, signal: AbortSignal): Promise<OpenSheet> {
  if (file.size > largest_file_bytes) throw new Error('The workbook is larger than 100 MB. Save its sheet as CSV and import that.');
  const worker = new Worker(trustedUrl(), { type: 'module' });
  try {
    const told = await new Promise<Answer>((resolve, reject) => {
      worker.onmessage = (event: MessageEvent<Answer>) => resolve(event.data);
      worker.onerror = () => reject(new Error('The workbook cannot be read here. Save its sheet as CSV and import that.'));
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      worker.postMessage({ file, sheet } satisfies Question);
    });
    if ('refused' in told) throw new Error(told.refused);
    return told;
  } finally {
    worker.terminate();
  }
}
