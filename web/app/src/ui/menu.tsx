// The one menu. Not modal: a modal one would lock scrolling by a style element, which our policy forbids, and nothing
// behind it scrolls anyway.

import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

interface MenuProps {
  trigger: ReactNode;
  align?: 'start' | 'end';
  children: ReactNode;
}

export function Menu({ trigger, align = 'start', children }: MenuProps): ReactNode {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align={align} sideOffset={4} collisionPadding={8}
          className="z-30 min-w-48 rounded-md border border-line bg-surface-1 p-1 shadow-lg shadow-black/10">
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const item = 'flex h-7 items-center gap-2 rounded-sm px-2 outline-none data-highlighted:bg-accent-soft data-disabled:text-faint';

export function MenuItem({ onSelect, children }: { onSelect: () => void; children: ReactNode }): ReactNode {
  return <DropdownMenu.Item className={item} onSelect={onSelect}>{children}</DropdownMenu.Item>;
}

interface MenuChoiceProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: ReactNode }[];
}

export function MenuChoice({ label, value, onChange, options }: MenuChoiceProps): ReactNode {
  return (
    <>
      <DropdownMenu.Label className="px-2 py-1 text-small text-faint">{label}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup value={value} onValueChange={onChange}>
        {options.map((option) => (
          <DropdownMenu.RadioItem key={option.value} value={option.value} className={item}>
            <span className="inline-grid w-3 place-items-center text-accent">
              <DropdownMenu.ItemIndicator>•</DropdownMenu.ItemIndicator>
            </span>
            {option.label}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </>
  );
}

export function MenuLine(): ReactNode {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}

export function MenuNote({ children }: { children: ReactNode }): ReactNode {
  return <div className="px-2 py-1 text-small text-muted">{children}</div>;
}
