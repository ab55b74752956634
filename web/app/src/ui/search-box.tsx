// The one field that searches or filters. What is typed is told after a short pause, so that not every letter asks the
// server.

import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode, Ref } from 'react';

interface SearchBoxProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  /** Default: at once. */
  pause_ms?: number;
  className?: string;
  ref?: Ref<HTMLInputElement>;
}

export function SearchBox({ label, placeholder, value, onChange, pause_ms = 0, className = '', ref }: SearchBoxProps): ReactNode {
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Somebody else has changed the value: back and forward do.
  if (value !== told) {
    setTold(value);
    setTyped(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const tell = (text: string): void => {
    setTold(text);
    onChange(text);
  };
  const type = (text: string): void => {
    setTyped(text);
    clearTimeout(timer.current);
    if (pause_ms === 0) tell(text);
    else timer.current = setTimeout(() => tell(text), pause_ms);
  };
  return (
    <span className={`relative grid items-center ${className}`}>
      <Search aria-hidden size={14} strokeWidth={1.5} className="pointer-events-none absolute left-2 text-faint" />
      <input ref={ref} type="search" aria-label={label} placeholder={placeholder} value={typed} maxLength={200}
        onChange={(event) => type(event.target.value)}
        className="h-7 w-full min-w-0 rounded-sm border border-line bg-surface-0 pr-2 pl-7 placeholder:text-faint" />
    </span>
  );
}
