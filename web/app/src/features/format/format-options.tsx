// The style of formatted SQL, with what a statement looks like in it.

import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { changeEditorSettings, useEditorSettings } from '../../lib/editor-settings.ts';
import type { FormatStyle } from '../../lib/editor-settings.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';

const sample = 'select c.name, count(*) as rentals from customer c join rental r using (customer_id) '
  + "where r.returned_at is null and r.rented_at < now() - interval '7 days' group by c.name";

interface Choice<Name extends keyof FormatStyle> {
  name: Name;
  label: string;
  options: readonly (readonly [FormatStyle[Name], string])[];
}

const choices = [
  { name: 'keyword_case', label: 'Keywords', options: [['preserve', 'as they are'], ['upper', 'in upper case'], ['lower', 'in lower case']] },
  { name: 'indent', label: 'Indent', options: [[2, '2 spaces'], [4, '4 spaces'], [8, '8 spaces'], [0, 'a tab']] },
  { name: 'operators', label: 'AND, OR', options: [['before', 'at the beginning of a line'], ['after', 'at the end of a line']] },
  { name: 'line_width', label: 'Expressions break after', options: [[40, '40 characters'], [60, '60 characters'], [80, '80 characters'], [120, '120 characters']] },
  { name: 'lines_between', label: 'Between statements', options: [[0, 'no empty line'], [1, 'one empty line'], [2, 'two empty lines']] },
] as const satisfies readonly (Choice<'keyword_case'> | Choice<'indent'> | Choice<'operators'> | Choice<'line_width'> | Choice<'lines_between'>)[];

export function FormatOptions({ onClose }: { onClose: () => void }): ReactNode {
  const { format } = useEditorSettings();
  const [shown, setShown] = useState('');
  useEffect(() => {
    let is_over = false;
    void import('./format-sql.ts').then(({ formatSql }) => {
      const formatted = formatSql(sample, format);
      if (!is_over && 'text' in formatted) setShown(formatted.text);
    }, () => undefined);
    return () => {
      is_over = true;
    };
  }, [format]);
  const change = (name: keyof FormatStyle, value: string): void => {
    const chosen = choices.find((each) => each.name === name)?.options.find(([each]) => String(each) === value)?.[0];
    if (chosen !== undefined) changeEditorSettings({ format: { ...format, [name]: chosen } });
  };
  return (
    <Dialog label="Style of formatted SQL" place="wide" onClose={onClose}>
      <div className="flex h-full flex-col">
        <h2 className="shrink-0 border-b border-line p-4 text-title font-semibold">Style of formatted SQL</h2>
        <div className="grid min-h-0 flex-1 content-start gap-4 overflow-auto p-4 sm:grid-cols-[240px_1fr]">
          <div className="grid content-start gap-3">
            {choices.map(({ name, label, options }) => (
              <SelectField key={name} label={label} value={String(format[name])} onChange={(event) => change(name, event.target.value)}>
                {options.map(([value, words]) => <option key={value} value={String(value)}>{words}</option>)}
              </SelectField>
            ))}
          </div>
          <pre tabIndex={0} aria-label="A statement in this style"
            className="min-h-64 overflow-auto rounded-sm border border-line bg-surface-1 p-3 font-mono text-[13px]/5">{shown}</pre>
        </div>
        <div className="flex shrink-0 justify-end border-t border-line p-3">
          <Button look="primary" className="h-8" onClick={onClose}>Done</Button>
        </div>
      </div>
    </Dialog>
  );
}
