import type { Operation, PathIds } from './operation.js';

interface Route {
  segments: readonly string[];
  operation: Operation;
}

/** Finds the operation for a method and path. Routes are grouped by method and depth to keep lookups short. */
export class Router {
  private readonly groups = new Map<string, Route[]>();

  constructor(operations: readonly Operation[]) {
    for (const operation of operations) {
      const segments = operation.path.split('/').slice(1);
      const group = this.groups.get(groupKey(operation.method, segments.length)) ?? [];
      group.push({ segments, operation });
      // Fixed paths before patterns: /v1/payment_intents/search is not an intent called "search".
      group.sort((left, right) => wildcards(left) - wildcards(right));
      this.groups.set(groupKey(operation.method, segments.length), group);
    }
  }

  find(method: string, path: string): { operation: Operation; ids: PathIds } | undefined {
    const segments = path.split('/').slice(1);
    for (const route of this.groups.get(groupKey(method, segments.length)) ?? []) {
      const ids = matchSegments(route.segments, segments);
      if (ids !== undefined) return { operation: route.operation, ids };
    }
    return undefined;
  }
}

function groupKey(method: string, depth: number): string {
  return `${method} ${depth}`;
}

function wildcards(route: Route): number {
  return route.segments.filter((segment) => segment.startsWith(':')).length;
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): PathIds | undefined {
  const ids: PathIds = { id: '', child: '' };
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index];
    if (actual === undefined || actual === '') return undefined;
    if (expected === ':id') ids.id = decodeURIComponent(actual);
    else if (expected === ':child') ids.child = decodeURIComponent(actual);
    else if (expected !== actual) return undefined;
  }
  return ids;
}
