// The file that the dialog shows: opened, its beginning read as guessed or as chosen.

import { useEffect, useMemo, useRef, useState } from 'react';
import { decodeHead, guessEncoding, openSource } from './source.ts';
import type { Source } from './source.ts';
import { readHead } from './file-head.ts';
import type { FileHead, HeadChoices } from './file-head.ts';
import { guessDateOrder } from './guess-types.ts';
import type { DateOrder } from './guess-types.ts';

interface Chosen {
  head: HeadChoices;
  encoding?: string;
  date_order?: DateOrder | null;
}

export interface OpenFile {
  source: Source | null;
  head: FileHead | null;
  encoding: string;
  date_order: DateOrder | null;
  /** A file is being opened; of a workbook that takes a while. */
  is_opening: boolean;
  /** Why the last file cannot be read. */
  refusal: string | null;
  open: (file: File, sheet?: number) => Promise<void>;
  choose: (change: Partial<Chosen>) => void;
}

/** `columns` are the table's, empty where it is to be made. */
export function useFile(columns: readonly string[]): OpenFile {
  const [source, setSource] = useState<Source | null>(null);
  const [is_opening, setOpening] = useState(false);
  const opening = useRef<AbortController | null>(null);
  useEffect(() => () => opening.current?.abort(), []);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Chosen>({ head: {} });
  const encoding = chosen.encoding ?? (source ? guessEncoding(source.head) : 'UTF8');
  const head = useMemo(() => source && readHead(source.name, decodeHead(source.head, encoding), columns, chosen.head),
    [source, encoding, columns, chosen.head]);
  const guessed = useMemo(() => (head ? guessDateOrder(head.rows) : null), [head]);

  const open = async (file: File, sheet = 0): Promise<void> => {
    opening.current?.abort();
    const mine = new AbortController();
    opening.current = mine;
    setOpening(true);
    setRefusal(null);
    try {
      const opened = await openSource(file, sheet, mine.signal);
      if (mine.signal.aborted) return;
      setChosen({ head: opened.known });
      setSource(opened);
    } catch (thrown) {
      if (mine.signal.aborted) return;
      setSource(null);
      setRefusal(thrown instanceof Error ? thrown.message : String(thrown));
    }
    setOpening(false);
  };
  const choose: OpenFile['choose'] = ({ head: given, ...rest }) => setChosen((was) => ({ ...was, ...rest, head: { ...was.head, ...given } }));
  return { source, head, encoding, date_order: chosen.date_order === undefined ? guessed : chosen.date_order, is_opening, refusal, open, choose };
}
