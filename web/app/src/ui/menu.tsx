// The one menu. Not modal: a modal one would lock scrolling by a style element, which our policy forbids, and nothing
// behind it scrolls anyway.

import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import type { ReactNode } from 'react';

const surface = 'z-30 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-lg shadow-black/10';

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
          className={surface}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

interface PointMenuProps {
  label: string;
  /** In pixels of the window. */
  x: number;
  y: number;
  onClose: () => void;
  children: ReactNode;
}

/** A menu at a point, open while it is mounted; the focus goes back to where it was. */
export function PointMenu({ label, x, y, onClose, children }: PointMenuProps): ReactNode {
  const [focused] = useState(() => document.activeElement);
  return (
    <DropdownMenu.Root modal={false} open onOpenChange={(is_open) => !is_open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <button type="button" tabIndex={-1} aria-label={label} className="pointer-events-none fixed size-px opacity-0" style={{ left: x, top: y }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content aria-label={label} align="start" sideOffset={2} collisionPadding={8} className={surface}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
          }}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const item = 'flex min-h-7 items-center gap-2 rounded-sm px-2 outline-none data-highlighted:bg-accent-soft data-disabled:text-faint';

interface MenuItemProps {
  onSelect: () => void;
  shortcut?: string | undefined;
  children: ReactNode;
}

export function MenuItem({ onSelect, shortcut, children }: MenuItemProps): ReactNode {
  return (
    <DropdownMenu.Item className={item} onSelect={onSelect}>
      {children}
      {shortcut !== undefined && <kbd className="ml-auto pl-6 font-sans text-small text-faint">{shortcut}</kbd>}
    </DropdownMenu.Item>
  );
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

interface MenuSwitchProps {
  is_on: boolean;
  onChange: (is_on: boolean) => void;
  children: ReactNode;
}

/** What is on or off; the menu stays open, so that several can be turned. */
export function MenuSwitch({ is_on, onChange, children }: MenuSwitchProps): ReactNode {
  return (
    <DropdownMenu.CheckboxItem className={item} checked={is_on} onCheckedChange={onChange} onSelect={(event) => event.preventDefault()}>
      <span className="inline-grid w-3 place-items-center text-accent">
        <DropdownMenu.ItemIndicator>✓</DropdownMenu.ItemIndicator>
      </span>
      {children}
    </DropdownMenu.CheckboxItem>
  );
}

export function MenuLine(): ReactNode {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}

export function MenuNote({ children }: { children: ReactNode }): ReactNode {
  return <div className="px-2 py-1 text-small text-muted">{children}</div>;
}
