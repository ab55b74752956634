// The named views of the rows that are looked at: what they show now, and what opening one changes.

import type { CatalogRow } from '@studio-pg/client';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { tableColumns } from '../../../grid/column-store.ts';
import { useConnection } from '../../../lib/connection-context.tsx';
import type { RelatedChooser } from '../related/use-related-choice.tsx';
import type { TableView } from '../table-view.ts';
import { NamedViews } from './named-views.tsx';
import { contentOf, viewWith } from './view-content.ts';
import type { ViewContent } from './view-content.ts';

interface ViewsOfRowsProps {
  relation: CatalogRow<'relations'>;
  view: TableView;
  onView: (view: TableView, replaces?: boolean) => void;
  chooser: RelatedChooser;
}

export function ViewsOfRows({ relation: { schema, name }, view, onView, chooser }: ViewsOfRowsProps): ReactNode {
  const { id } = useConnection();
  const store = tableColumns(id, schema, name);
  const arrangement = useSyncExternalStore(store.subscribe, () => store.arrangement);
  const present = useMemo(() => ({ ...contentOf(view, store, chooser.choice), columns: arrangement }), [view, store, chooser.choice, arrangement]);
  const relation = useMemo(() => ({ schema, name }), [schema, name]);
  const { put } = chooser;
  const onNamed = useCallback((named: string | undefined) => onView({ ...view, named }, true), [view, onView]);
  const onOpen = useCallback((named: string, content: ViewContent): void => {
    store.put(content.columns, content.widths);
    put(content.related);
    onView({ ...viewWith(view, content), named });
  }, [store, put, view, onView]);
  return <NamedViews relation={relation} named={view.named} present={present} onOpen={onOpen} onNamed={onNamed} />;
}
