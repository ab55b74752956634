// Choose a file or drop one.

import { bytesText } from '@studio-pg/react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { SelectField } from '../../ui/field.tsx';
import type { Source } from './source.ts';

interface FilePickerProps {
  source: Source | null;
  is_disabled: boolean;
  onPick: (file: File, sheet?: number) => void;
}

const accepted = '.csv,.tsv,.tab,.txt,.json,.ndjson,.jsonl,.xlsx,.xlsm,.sql,.ddl,.psql,text/csv,text/plain,text/tab-separated-values,application/json';

export function FilePicker({ source, is_disabled, onPick }: FilePickerProps): ReactNode {
  const [is_over, setOver] = useState(false);
  return (
    <div className="grid gap-3">
      <label className={`grid gap-1 rounded-sm border border-dashed p-3 focus-within:border-accent ${is_over ? 'border-accent bg-surface-2' : 'border-line-strong'}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const [dropped] = event.dataTransfer.files;
          if (!is_disabled && dropped) onPick(dropped);
        }}>
        <span className="font-medium">File</span>
        <input type="file" accept={accepted} disabled={is_disabled} className="max-w-full text-small" onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen) onPick(chosen);
        }} />
        <span className="text-small text-muted">
          {source ? `${source.name}, ${bytesText(source.size)}` : 'CSV, TSV, JSON, NDJSON, XLSX or SQL. Drop it here or choose it; all but XLSX and SQL may be of any size.'}
        </span>
      </label>
      {source && source.sheets.length > 1 && (
        <SelectField label="Sheet" value={source.sheet} disabled={is_disabled} onChange={(event) => onPick(source.file, Number(event.target.value))}>
          {source.sheets.map((name, i) => <option key={i} value={i}>{name}</option>)}
        </SelectField>
      )}
    </div>
  );
}
