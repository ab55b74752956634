// What of plans is published, as a module of its own: it is loaded when the first plan is shown.

export { pairNodes } from './compare.ts';
export type { NodePair } from './compare.ts';
export { insightsOf } from './insights.ts';
export type { Insight, InsightRule, TableFacts } from './insights.ts';
export { estimateFactor, estimateGrade, valueText } from './plan-node.ts';
export type { Plan, PlanCounts, PlanNode, PlanTrigger } from './plan-node.ts';
export { withRows } from './live-rows.ts';
export type { NodeRows } from './live-rows.ts';
export { planText } from './plan-text.ts';
export { PlanError, readPlan, readPlanText } from './read-plan.ts';
