// A plan as text, much as EXPLAIN prints it: to be pasted into a message or an issue.

import { valueText } from './plan-node.ts';
import type { Plan, PlanNode } from './plan-node.ts';

/** Said in the first line of a node, or of no use in text. */
const in_head = /^(Node Type|Parallel Aware|Async Capable|Partial Mode|Strategy|Operation|Join Type|Scan Direction|Relation Name|Schema|Alias|Index Name|Function Name|CTE Name|Parent Relationship|Subplan Name|Startup Cost|Total Cost|Plan Rows|Plan Width|Actual .*|Plans|Workers|Inner Unique)$/;

export function planText(plan: Plan): string {
  const lines = plan.nodes.flatMap((node) => nodeLines(node));
  if (plan.planning_ms !== null) lines.push(`Planning Time: ${plan.planning_ms} ms`);
  for (const trigger of plan.triggers) lines.push(`Trigger ${trigger.name}: ${trigger.ms === null ? '' : `time=${trigger.ms} `}calls=${trigger.calls}`);
  if (plan.execution_ms !== null) lines.push(`Execution Time: ${plan.execution_ms} ms`);
  return `${lines.join('\n')}\n`;
}

function nodeLines(node: PlanNode): string[] {
  const indent = node.depth === 0 ? '' : ' '.repeat(node.depth * 6 - 4);
  const cost = `(cost=${node.startup_cost.toFixed(2)}..${node.total_cost.toFixed(2)} rows=${node.planned_rows} width=${node.width})`;
  const time = node.fields['Actual Total Time'];
  const first = node.fields['Actual Startup Time'];
  const timing = typeof time === 'number' && typeof first === 'number' ? `time=${first.toFixed(3)}..${time.toFixed(3)} ` : '';
  const actual = node.is_never_executed ? ' (never executed)'
    : node.actual ? ` (actual ${timing}rows=${node.actual.rows} loops=${node.actual.loops})` : '';
  const head = `${indent}${node.depth === 0 ? '' : '->  '}${node.type}${node.subject === '' ? '' : ` on ${node.subject}`}  ${cost}${actual}`;
  const below = `${indent}${node.depth === 0 ? '  ' : '      '}`;
  const details = Object.entries(node.fields).filter(([name, value]) => !in_head.test(name) && value !== 0 && value !== false)
    .map(([name, value]) => `${below}${name}: ${valueText(value)}`);
  return [...(node.part === null ? [] : [`${indent}${node.part}`]), head, ...details];
}
