import { z } from 'zod';

type PlanNode = {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly 'Index Name'?: string | undefined;
  readonly 'Index Searches'?: number | undefined;
  readonly 'Relation Name'?: string | undefined;
  readonly Operation?: string | undefined;
  readonly 'Conflict Resolution'?: string | undefined;
  readonly 'Subplan Name'?: string | undefined;
  readonly 'CTE Name'?: string | undefined;
  readonly Plans?: readonly PlanNode[] | undefined;
};

const planNode: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Actual Rows': z.number(),
    'Actual Loops': z.number(),
    'Shared Hit Blocks': z.number(),
    'Shared Read Blocks': z.number(),
    'Index Name': z.string().optional(),
    'Index Searches': z.number().optional(),
    'Relation Name': z.string().optional(),
    Operation: z.string().optional(),
    'Conflict Resolution': z.string().optional(),
    'Subplan Name': z.string().optional(),
    'CTE Name': z.string().optional(),
    Plans: z.array(planNode).optional(),
  }),
);

const report = z.object({ 'Query Text': z.string(), Plan: planNode });

/** What a statement read, and how often it went down which index from its root. */
export type PlanCost = Readonly<{
  /** The statement. */
  text: string;
  buffers: number;
  /** Descents by index, or by table for rows that were written: they go into every index of it. */
  descents: ReadonlyMap<string, number>;
}>;

/** The cost in a report of auto_explain, or null when the text is none. */
export function planCostIn(notice: string): PlanCost | null {
  const start = notice.indexOf('{');
  if (!notice.startsWith('duration: ') || start === -1) return null;
  const { 'Query Text': text, Plan: root } = report.parse(JSON.parse(notice.slice(start)));
  const nodes = [...nodesOf(root)];
  const descents = new Map<string, number>();
  for (const node of nodes) {
    const index = node['Index Name'];
    // Searches are told in total, from PostgreSQL 18 on; before, each loop is taken for one.
    if (index !== undefined) add(descents, index, node['Index Searches'] ?? node['Actual Loops']);
    const table = node['Relation Name'];
    if (node['Node Type'] === 'ModifyTable' && table !== undefined && node.Operation !== 'Delete')
      add(descents, table, writtenRows(node) * (node['Conflict Resolution'] === undefined ? 1 : 2));
  }
  // A part of a WITH that writes runs after the top node, so its blocks are not among those of the top; where it is read by
  // another node it runs there, and they are among that one's.
  const read = new Set(nodes.map((node) => `CTE ${node['CTE Name'] ?? ''}`));
  const parts = nodes.filter(
    ({ 'Node Type': type, 'Subplan Name': name }) =>
      type === 'ModifyTable' && name !== undefined && !read.has(name),
  );
  return { text, buffers: [root, ...parts].reduce((sum, node) => sum + blocksOf(node), 0), descents };
}

function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* nodesOf(child);
}

/** With ON CONFLICT each row looks first and is written afterwards. */
function writtenRows({ Plans = [] }: PlanNode): number {
  return Plans.reduce((sum, { 'Actual Rows': rows }) => sum + rows, 0);
}

function blocksOf(node: PlanNode): number {
  return node['Shared Hit Blocks'] + node['Shared Read Blocks'];
}

function add(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}
