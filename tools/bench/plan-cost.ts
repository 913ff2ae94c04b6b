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

/** The blocks that a statement read, and its index descents. */
export type PlanCost = Readonly<{
  /** The statement. */
  text: string;
  buffers: number;
  /** Descents by index, or by table for written rows, which descend into each of its indexes. */
  descents: ReadonlyMap<string, number>;
}>;

/** The cost in an auto_explain notice; null for any other notice. */
export function planCostIn(notice: string): PlanCost | null {
  const start = notice.indexOf('{');
  if (!notice.startsWith('duration: ') || start === -1) return null;
  const { 'Query Text': text, Plan: root } = report.parse(JSON.parse(notice.slice(start)));
  const nodes = [...nodesOf(root)];
  const descents = new Map<string, number>();
  for (const node of nodes) {
    const index = node['Index Name'];
    // PostgreSQL 18 reports the total of index searches; before, each loop counts as one.
    if (index !== undefined) add(descents, index, node['Index Searches'] ?? node['Actual Loops']);
    const table = node['Relation Name'];
    if (node['Node Type'] === 'ModifyTable' && table !== undefined && node.Operation !== 'Delete')
      add(descents, table, writtenRows(node) * (node['Conflict Resolution'] === undefined ? 1 : 2));
  }
  // A writing CTE runs after the top node, which does not include its blocks; if another node reads the CTE, it runs there
  // and its blocks are included.
  const read = new Set(nodes.map((node) => `CTE ${node['CTE Name'] ?? ''}`));
  const unreadWrites = nodes.filter(
    ({ 'Node Type': type, 'Subplan Name': name }) =>
      type === 'ModifyTable' && name !== undefined && !read.has(name),
  );
  return { text, buffers: [root, ...unreadWrites].reduce((sum, node) => sum + blocksOf(node), 0), descents };
}

function* nodesOf(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* nodesOf(child);
}

/** Rows written; with ON CONFLICT, each is looked up first, so the caller counts it twice. */
function writtenRows({ Plans = [] }: PlanNode): number {
  return Plans.reduce((sum, { 'Actual Rows': rows }) => sum + rows, 0);
}

function blocksOf(node: PlanNode): number {
  return node['Shared Hit Blocks'] + node['Shared Read Blocks'];
}

function add(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}
