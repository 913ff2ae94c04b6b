/** A page of a growing list; `after` is the id of the last node of the previous page. */
export type PageRequest = Readonly<{ first: number; after: string | null }>;
export type Page<Node> = Readonly<{ nodes: readonly Node[]; hasNextPage: boolean }>;

/** Maximum page size. */
export const MAX_PAGE_SIZE = 100;

/** A page whose nodes carry their position, for continuing after any of them. */
export type PlacedPage<Node> = Readonly<{
  edges: readonly Readonly<{ place: string; node: Node }>[];
  hasNextPage: boolean;
}>;
