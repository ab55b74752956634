// The header of pages that stand outside of any connection: the way back to the databases, organization, theme, account.

import { Link } from '@tanstack/react-router';
import { Database } from 'lucide-react';
import type { ReactNode } from 'react';
import { AccountMenu, OrganizationMenu, ThemeMenu } from './menus.tsx';

export function PlainHeader({ organization }: { organization?: string | undefined }): ReactNode {
  return (
    <header className="flex h-[42px] shrink-0 items-center gap-2 border-b-2 border-line bg-surface-1 px-2">
      <Link {...(organization === undefined ? { to: '/' } : { to: '/o/$organization', params: { organization } })}
        title="Home: back to where you worked" aria-label="Home"
        className="grid size-7 shrink-0 place-items-center rounded-sm text-muted hover:bg-surface-2 hover:text-ink">
        <Database aria-hidden size={16} strokeWidth={1.5} />
      </Link>
      <OrganizationMenu organization={organization} />
      <div className="ml-auto flex items-center gap-1"><ThemeMenu /><AccountMenu /></div>
    </header>
  );
}
