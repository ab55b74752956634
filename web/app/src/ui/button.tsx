// Buttons: primary for the one thing a screen is for, plain for the others, quiet in bars, danger for what destroys.

import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';

const looks = {
  primary: 'bg-accent text-accent-text hover:bg-accent-strong disabled:bg-surface-3 disabled:text-faint aria-disabled:bg-surface-3 aria-disabled:text-faint',
  plain: 'bg-surface-0 border border-line hover:bg-surface-2 disabled:text-faint',
  quiet: 'text-muted hover:bg-surface-2 hover:text-ink disabled:text-faint',
  danger: 'bg-danger-soft text-danger border border-danger hover:bg-surface-0',
} as const;

const base = 'inline-flex h-7 items-center justify-center gap-1.5 rounded-sm font-medium whitespace-nowrap select-none';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: keyof typeof looks;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'plain', className = '', type = 'button', ...rest }: ButtonProps): ReactNode {
  return <button type={type} className={`${base} px-2.5 ${looks[look]} ${className}`} {...rest} />;
}

interface IconButtonProps extends ButtonProps {
  /** What the button does; it has no other words. */
  label: string;
}

export function IconButton({ label, look = 'quiet', className = '', type = 'button', ...rest }: IconButtonProps): ReactNode {
  return (
    <button type={type} aria-label={label} title={label} className={`${base} w-7 shrink-0 ${looks[look]} ${className}`} {...rest} />
  );
}
