// The plan of a statement while it runs, as the stream tells it (doc/protocol.md section 7).

import * as z from 'zod/mini';
import { count } from './fields.ts';

const statement = z.number();

/** Rows of all loops so far, and loops begun, of each node in the order of EXPLAIN. */
export const nodeRows = z.array(z.tuple([count, count]));
/** The plan of a statement that begins, as EXPLAIN (FORMAT JSON) gives it; of its nodes the first 200 are counted. */
export const plan = z.object({ type: z.literal('plan'), statement, node_count: count, plan: z.unknown() });
/** What the nodes of that plan gave in the end, however it ended. */
export const planRows = z.object({ type: z.literal('plan_rows'), statement, nodes: nodeRows });
