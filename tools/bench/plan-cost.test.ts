import { expect, test } from 'vitest';

import { planCostIn } from './plan-cost.js';

const node = (type: string, blocks: number, more: object = {}) => ({
  'Node Type': type,
  'Actual Rows': 1,
  'Actual Loops': 1,
  'Shared Hit Blocks': blocks,
  'Shared Read Blocks': 0,
  ...more,
});
const notice = (plan: object) =>
  `duration: 0.1 ms  plan:\n${JSON.stringify({ 'Query Text': '…', Plan: plan })}`;

test('the cost of a read is the top node’s, with one descent per index search', () => {
  const scan = node('Index Scan', 9, { 'Index Name': 'orders_pkey', 'Index Searches': 6, 'Actual Loops': 3 });
  const cost = planCostIn(notice(node('Nested Loop', 12, { Plans: [scan] })));
  expect(cost).toEqual({ text: '…', buffers: 12, descents: new Map([['orders_pkey', 6]]) });
});

test('writes in a WITH are added, and each row descends into the indexes of its table', () => {
  const source = node('Function Scan', 0, { 'Actual Rows': 4 });
  const insert = node('ModifyTable', 30, {
    Operation: 'Insert',
    'Relation Name': 'order_line',
    'Subplan Name': 'CTE lines',
    Plans: [source],
  });
  const cost = planCostIn(notice(node('Result', 5, { Plans: [insert] })));
  expect(cost).toEqual({ text: '…', buffers: 35, descents: new Map([['order_line', 4]]) });
});

test('other notices are ignored', () => {
  expect(planCostIn('extension "pg_trgm" already exists, skipping {')).toBeNull();
});
