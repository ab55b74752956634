// Shows the dialog of the change that was asked for. Loaded when the first one is.

import type { CatalogRow } from '@studio-pg/client';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { changePolicy, createPolicy, dropPolicy, dropRule, empty_policy, forceRowSecurity, grant, revoke, setRowSecurity } from './access.ts';
import type { PolicyForm } from './access.ts';
import { ChangeDialog } from './change-dialog.tsx';
import type { Change, PolicyRow } from './change.ts';
import { AddColumn, ChangeColumn, DropColumn } from './column-changes.tsx';
import type { ChangeProps } from './column-changes.tsx';
import { addConstraint, dropConstraint, empty_constraint, renameConstraint, validateConstraint } from './constraint.ts';
import { ConstraintFields } from './constraint-form.tsx';
import { CreateIndex, DropIndex, RebuildIndex } from './index-changes.tsx';
import { renameIndex } from './index-statements.ts';
import { inherit } from './partition.ts';
import { AttachPartition, CreatePartition, DetachPartition, Inherit } from './partition-form.tsx';
import { GrantFields, PolicyFields } from './policy-form.tsx';
import type { Quoting } from './quoting.ts';
import { ViewSource } from './view-source.tsx';
import { ChangeRelation, Drop, DropRelation, Plain, Refresh, Rename, Truncate } from './relation-changes.tsx';
import { ChangeSequence } from './sequence-form.tsx';
import { dropTrigger, renameTrigger } from './trigger.ts';
import { CreateTrigger, SwitchTrigger } from './trigger-form.tsx';
import { useQuoting } from './use-quoting.ts';

interface ChangeHostProps {
  change: Change;
  relation: CatalogRow<'relations'>;
  columns: readonly string[];
  onMoved: (place: { schema: string; name: string }) => void;
  onGone: () => void;
  onClose: () => void;
}

export function ChangeHost(props: ChangeHostProps): ReactNode {
  const quote = useQuoting();
  return quote && <Chosen {...props} quote={quote} />;
}

function Chosen({ quote, change, relation, columns, onMoved, onGone, onClose }: ChangeHostProps & { quote: Quoting }): ReactNode {
  const base: ChangeProps = { quote, target: relation, onClose };
  switch (change.kind) {
    case 'add_column': return <AddColumn {...base} />;
    case 'change_column': return <ChangeColumn {...base} column={change.column} />;
    case 'drop_column': return <DropColumn {...base} column={change.column} />;
    case 'create_index': return <CreateIndex {...base} columns={columns} />;
    case 'rename_index': return <Rename what="index" name={change.index.name} statements={(next) => renameIndex(quote, change.index, next)} onClose={onClose} />;
    case 'rebuild_index': return <RebuildIndex {...base} index={change.index} />;
    case 'drop_index': return <DropIndex {...base} index={change.index} />;
    case 'add_constraint': return <AddConstraint {...base} columns={columns} />;
    case 'create_trigger': return <CreateTrigger {...base} columns={columns} />;
    case 'switch_trigger': return <SwitchTrigger {...base} name={change.trigger.name} state={change.trigger.enabled} />;
    case 'rename_trigger': return <Rename what="trigger" name={change.trigger.name} statements={(next) => renameTrigger(quote, relation, change.trigger.name, next)} onClose={onClose} />;
    case 'drop_trigger': return <Drop what="trigger" name={change.trigger.name} statements={(is_cascade) => dropTrigger(quote, relation, change.trigger.name, is_cascade)} onClose={onClose} />;
    case 'create_policy': return <CreatePolicy {...base} />;
    case 'change_policy': return <ChangePolicy {...base} policy={change.policy} />;
    case 'create_partition': return <CreatePartition {...base} oid={relation.oid} />;
    case 'attach_partition': return <AttachPartition {...base} oid={relation.oid} />;
    case 'detach_partition': return <DetachPartition {...base} partition={change.heir} is_pending={change.heir.is_detach_pending} />;
    case 'inherit': return <Inherit {...base} oid={relation.oid} />;
    case 'disinherit': return <Plain title={`No longer inherit from ${change.heir.name}`} verb="No longer inherit" look="primary" statements={inherit(quote, relation, change.heir, false)} onClose={onClose} />;
    case 'change_sequence': return <ChangeSequence {...base} sequence={change.sequence} />;
    case 'grant': return <Grant {...base} />;
    case 'change_relation': return <ChangeRelation {...base} facts={{ owner: relation.owner, comment: relation.comment ?? '' }} onMoved={onMoved} />;
    case 'drop_relation': return <DropRelation {...base} onGone={onGone} />;
    case 'truncate': return <Truncate {...base} />;
    case 'refresh': return <Refresh {...base} />;
    case 'view_source': return <ViewSource relation={relation} onClose={onClose} />;
    default: return <OfAName {...base} change={change} />;
  }
}

type Named = Extract<Change, { kind: 'rename_constraint' | 'drop_constraint' | 'validate_constraint' | 'drop_rule' | 'drop_policy' | 'row_security' | 'force_row_security' | 'revoke' }>;

/** Changes that need a name at most. */
function OfAName({ quote, target, change, onClose }: ChangeProps & { change: Named }): ReactNode {
  const plain = (title: string, verb: string, statements: string[], look: 'primary' | 'danger' = 'primary'): ReactNode =>
    <Plain title={title} verb={verb} look={look} statements={statements} onClose={onClose} />;
  switch (change.kind) {
    case 'rename_constraint': return <Rename what="constraint" name={change.name} statements={(next) => renameConstraint(quote, target, change.name, next)} onClose={onClose} />;
    case 'drop_constraint': return <Drop what="constraint" name={change.name} statements={(is_cascade) => dropConstraint(quote, target, change.name, is_cascade)} onClose={onClose} />;
    case 'validate_constraint': return plain(`Validate constraint ${change.name}`, 'Validate', validateConstraint(quote, target, change.name));
    case 'drop_rule': return plain(`Drop rule ${change.name}`, 'Drop rule', dropRule(quote, target, change.name), 'danger');
    case 'drop_policy': return plain(`Drop policy ${change.name}`, 'Drop policy', dropPolicy(quote, target, change.name), 'danger');
    case 'row_security': return plain(`${change.is_on ? 'Enable' : 'Disable'} row-level security`, change.is_on ? 'Enable' : 'Disable', setRowSecurity(quote, target, change.is_on));
    case 'force_row_security': return plain(change.is_on ? 'Force row-level security on the owner too' : 'No longer force row-level security on the owner', change.is_on ? 'Force' : 'No longer force',
      forceRowSecurity(quote, target, change.is_on));
    case 'revoke': return plain(`Revoke ${change.privilege} from ${change.grantee ?? 'PUBLIC'}`, 'Revoke', revoke(quote, target, change));
  }
}

function AddConstraint({ quote, target, columns, onClose }: ChangeProps & { columns: readonly string[] }): ReactNode {
  const [form, setForm] = useState(empty_constraint);
  return (
    <ChangeDialog title={`Add a constraint to ${target.name}`} verb="Add constraint" statements={addConstraint(quote, target, form)} onClose={onClose}>
      <ConstraintFields form={form} columns={columns} onChange={setForm} />
    </ChangeDialog>
  );
}

function CreatePolicy({ quote, target, onClose }: ChangeProps): ReactNode {
  const [form, setForm] = useState(empty_policy);
  return (
    <ChangeDialog title={`Create a policy on ${target.name}`} verb="Create policy" statements={createPolicy(quote, target, form)} onClose={onClose}>
      <PolicyFields form={form} onChange={setForm} />
    </ChangeDialog>
  );
}

function ChangePolicy({ quote, target, policy, onClose }: ChangeProps & { policy: PolicyRow }): ReactNode {
  const [before] = useState<PolicyForm>(() => ({
    name: policy.name, command: policy.command.toUpperCase() as PolicyForm['command'], is_permissive: policy.is_permissive, roles: (JSON.parse(policy.roles) as string[]).filter((name) => name !== 'public').join(', '),
    using: policy.using ?? '', with_check: policy.with_check ?? '',
  }));
  const [form, setForm] = useState(before);
  return (
    <ChangeDialog title={`Change policy ${policy.name}`} verb="Change policy" statements={changePolicy(quote, target, before, form)} onClose={onClose}>
      <PolicyFields form={form} is_new={false} onChange={setForm} />
    </ChangeDialog>
  );
}

function Grant({ quote, target, onClose }: ChangeProps): ReactNode {
  const [form, setForm] = useState({ grantee: '', privileges: [] as readonly string[], is_grantable: false });
  return (
    <ChangeDialog title={`Grant privileges on ${target.name}`} verb="Grant" statements={grant(quote, target, form)} onClose={onClose}>
      <GrantFields form={form} is_sequence={target.kind === 'sequence'} onChange={setForm} />
    </ChangeDialog>
  );
}
