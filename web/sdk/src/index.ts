// What this package publishes.

export type { OwnAccount, SignIns, Tokens } from './account.ts';
export type {
  Invitation, InvitationCreate, InvitationOffer, Member, Membership, Newcomer, NewInvitation, NewToken, Organization,
  OrganizationUpdate, SignIn, Token, TokenCreate, TokenScope,
} from './account-protocol.ts';
export type { AnalysisFix, AnalysisMark, AnalyzedStatement, AnalyzeInSession, AnalyzeOptions } from './analysis.ts';
export type { BadLine, ImportBody, ImportOptions, ImportProgress } from './import-rows.ts';
export type { DryRun, Effect, EffectBody, EffectDependents, EffectTarget, StatementEffect } from './effect.ts';
export { createClient } from './client.ts';
export type { Client, ClientOptions } from './client.ts';
export type { Catalog, CatalogNarrowing } from './catalog.ts';
export type { CatalogQuestion, CatalogRow, CatalogRows, ConstraintKind, KeywordKind, RelationKind, TypeStructure } from './catalog-rows.ts';
export { export_formats } from './export.ts';
export type { ExportBody, ExportFormat, ExportLink, ExportOptions } from './export.ts';
export type { ExplainBody, Explained, ExplainedRelation, ExplainOptions } from './explain.ts';
export type { Connections } from './connection.ts';
export type { Person } from './fields.ts';
export type { Audit, AuditEvent, AuditFilter, History, HistoryEntry, HistoryFilter, HistoryStatus } from './journal.ts';
export { asStudioError, StudioError } from './error.ts';
export type { Page } from './list.ts';
export type { Invitations, Members, Organizations } from './organization.ts';
export { PROTOCOL_VERSION } from './protocol.ts';
export type {
  Account, Cell, Column, Connection, ConnectionCreate, ConnectionDefaults, ConnectionStatus, ConnectionTest,
  ConnectionUpdate, Credentials, Diagnostic, EndStatus, Environment, ErrorFields, LocalConnectionCreate, Me, MemberRole,
  ChangeValue, Parameter, Parameters, QueryBody, RemoteConnectionCreate, RemoteParameters, Row, RowChange, RowsChangeBody, RunnerSession,
  RunningQuery, Server, Settings, Severity, SslMode, StreamMessage, TransactionState,
  TruncatedCell,
} from './protocol.ts';
export type { QueryEvent, QueryOutcome, QueryResult, QueryRun, QueuedEvent, RowsEvent, RunningEvent } from './query.ts';
export type { Blocker, Progress, QueryActivity, RunnerSessions, Running, SessionLock } from './running.ts';
export type { ColumnTest, FilterValue, OrderBy, RowFilter, RowsSelectBody, ValueTest } from './rows-select.ts';
export { RowPage } from './row-page.ts';
export type {
  Folder, FolderCreate, Folders, FolderUpdate, SavedQueries, SavedQuery, SavedQueryCreate, SavedQueryFilter,
  SavedQueryHead, SavedQueryUpdate, SavedQueryVersion, SavedQueryVersionHead,
} from './saved-query.ts';
export type { NamedView, NamedViewCreate, NamedViews, NamedViewUpdate } from './named-view.ts';
export type { SchemaListener } from './schema-follow.ts';
export type { SessionState, SignInOptions } from './session.ts';
export type { SocketState, WebSocketConstructor, WebSocketLike } from './socket.ts';
export type { TransactionFate } from './transaction-fate.ts';
export { decodeValue, encodeParameter, isTruncated } from './value.ts';
export type { JsonValue, Value } from './value.ts';
