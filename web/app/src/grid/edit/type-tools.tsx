// Beside the text of a value in the large editor: what its type offers to write it with. Each writes PostgreSQL's own input syntax
// into the text, which stays what is staged.

import type { ColumnFacts } from '@studio-pg/react/staged-changes';
import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { say } from '../../lib/notice.ts';
import { Button } from '../../ui/button.tsx';
import { hexOf, interval_units, localNow, randomUuid, readInterval, type_examples, writeInterval } from './type-texts.ts';

interface TypeToolsProps {
  column: Pick<ColumnFacts, 'name' | 'type' | 'base_type'>;
  /** Of an enum. */
  labels: readonly string[] | undefined;
  text: string;
  onText: (text: string) => void;
  /** Of a part of a value: its fields are named after it, and there is no room for examples. */
  part?: string;
}

/** Of a file; its hex is twice as long. */
const most_bytes = 4 << 20;
const field = 'h-7 rounded-sm border border-line bg-surface-0 px-1.5';

export function TypeTools({ column, labels, text, onText, part }: TypeToolsProps): ReactNode {
  const { base_type } = column;
  const choices = base_type === 'bool' ? ['true', 'false'] : labels;
  const example = part === undefined ? type_examples[base_type] : undefined;
  const named = (what: string): string => (part === undefined ? what : `${what} of ${part}`);
  return (
    <div className="flex flex-wrap items-center gap-2 empty:hidden">
      {choices && (
        <select aria-label={part ?? `Values of ${column.type}`} value={choices.includes(text) ? text : ''} className={field} onChange={(event) => onText(event.target.value)}>
          <option value="" disabled>Choose a value</option>
          {choices.map((each) => <option key={each}>{each}</option>)}
        </select>
      )}
      {base_type === 'uuid' && <Button onClick={() => onText(randomUuid())}>Generate</Button>}
      {base_type === 'date' && <input type="date" aria-label={named('Date')} className={field} value={/^\d{4}-\d\d-\d\d$/.test(text) ? text : ''} onChange={(event) => onText(event.target.value)} />}
      {base_type === 'time' && <input type="time" step="1" aria-label={named('Time')} className={field} value={/^\d\d:\d\d(:\d\d)?$/.test(text) ? text : ''} onChange={(event) => onText(event.target.value)} />}
      {base_type === 'timestamp' && <input type="datetime-local" step="1" aria-label={named('Date and time')} className={field} value={/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?$/.test(text) ? text : ''}
        onChange={(event) => onText(event.target.value.replace('T', ' '))} />}
      {base_type === 'timestamptz' && <ZonedTime named={named} onText={onText} />}
      {part === undefined && ['date', 'timestamp', 'timestamptz'].includes(base_type)
        && ['infinity', '-infinity'].map((word) => <Button key={word} onClick={() => onText(word)}>{word}</Button>)}
      {base_type === 'interval' && <IntervalUnits named={named} text={text} onText={onText} />}
      {base_type === 'bytea' && <Bytes column={column} text={text} onText={onText} />}
      {example !== undefined && <span className="text-small text-muted">for example {example}</span>}
    </div>
  );
}

/** A clock and the zone that it is in: the server makes the moment of them. */
function ZonedTime({ named, onText }: { named: (what: string) => string; onText: (text: string) => void }): ReactNode {
  const clock = useRef<HTMLInputElement>(null);
  const zone = useRef<HTMLSelectElement>(null);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const write = (): void => {
    if (clock.current?.value) onText(`${clock.current.value.replace('T', ' ')} ${zone.current?.value ?? 'UTC'}`);
  };
  return (
    <>
      <input ref={clock} type="datetime-local" step="1" aria-label={named('Date and time')} className={field} onChange={write} />
      <select ref={zone} aria-label={named('Time zone')} defaultValue={own} className={`${field} max-w-56`} onChange={write}>
        {[...new Set(['UTC', own, ...Intl.supportedValuesOf('timeZone')])].map((each) => <option key={each}>{each}</option>)}
      </select>
      <Button onClick={() => onText(localNow())}>Now</Button>
    </>
  );
}

/** A number for each unit, as long as the text is written in units. */
function IntervalUnits({ named, text, onText }: { named: (what: string) => string; text: string; onText: (text: string) => void }): ReactNode {
  // Of what is written here every unit comes back, 90 minutes as such.
  const [own, setOwn] = useState<{ text: string; units: ReturnType<typeof readInterval> } | null>(null);
  const units = own?.text === text ? own.units : readInterval(text);
  if (!units) return <span className="text-small text-muted">written in words of its own</span>;
  return (
    <>
      {interval_units.map((unit) => (
        <label key={unit} className="flex items-center gap-1 text-small text-muted">
          <input inputMode="decimal" aria-label={named(unit)} className={`${field} w-14 text-right tabular-nums text-ink`} value={units[unit] ?? ''} onChange={(event) => {
            const next = { ...units, [unit]: event.target.value };
            setOwn({ text: writeInterval(next), units: next });
            onText(writeInterval(next));
          }} />
          {unit}
        </label>
      ))}
    </>
  );
}

function Bytes({ column, text, onText }: { column: Pick<ColumnFacts, 'name'>; text: string; onText: (text: string) => void }): ReactNode {
  const file = useRef<HTMLInputElement>(null);
  const read = async (chosen: File): Promise<void> => {
    if (chosen.size > most_bytes) return say(`The file has more than ${most_bytes >> 20} MiB, which is more than is edited here.`);
    onText(hexOf(new Uint8Array(await chosen.arrayBuffer())));
  };
  const download = (): void => {
    const bytes = Uint8Array.from(text.slice(2).match(/../g) ?? [], (pair) => parseInt(pair, 16));
    const address = URL.createObjectURL(new Blob([bytes]));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${column.name}.bin`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 0);
  };
  return (
    <>
      <input ref={file} type="file" aria-label="File with the bytes" className="hidden" onChange={(event) => {
        const [chosen] = event.target.files ?? [];
        if (chosen) void read(chosen);
      }} />
      <Button onClick={() => file.current?.click()}>Upload a file</Button>
      <Button disabled={!/^\\x([\da-f]{2})*$/i.test(text)} onClick={download}>Save as a file</Button>
    </>
  );
}
