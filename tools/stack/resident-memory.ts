import { readdirSync, readFileSync } from 'node:fs';

/**
 * Memory of a process and all its descendants in MB. A page shared by n processes counts 1/n for each (PSS); otherwise
 * PostgreSQL's shared buffers would be counted once per connection.
 */
export function residentMegabytes(pid: number): number {
  const kilobytes = familyOf(pid).reduce((sum, member) => sum + proportionalKilobytes(member), 0);
  return Math.round(kilobytes / 1024);
}

/** A process and all its descendants. */
function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc')) {
    const parent = /^\d+$/.test(entry) ? parentOf(Number(entry)) : undefined;
    if (parent !== undefined) parents.set(Number(entry), parent);
  }
  const family = [pid];
  for (const member of family) {
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  }
  return family;
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function proportionalKilobytes(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
