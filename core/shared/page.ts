/** A page of a list that grows; `after` is the id of the last node of the page before. */
export type PageRequest = Readonly<{ first: number; after: string | null }>;
export type Page<Node> = Readonly<{ nodes: readonly Node[]; hasNextPage: boolean }>;

/** The longest page anyone gets. */
export const MAX_PAGE_SIZE = 100;

/** A page of which every node tells its place, to go on from there. */
export type PlacedPage<Node> = Readonly<{
  edges: readonly Readonly<{ place: string; node: Node }>[];
  hasNextPage: boolean;
}>;
