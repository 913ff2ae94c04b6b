import type { ClassType } from 'type-graphql';
import { Field, Int, ObjectType } from 'type-graphql';

import type { Page, PageRequest, PlacedPage } from '../../../core/shared/page.js';
import { MAX_PAGE_SIZE } from '../../../core/shared/page.js';

@ObjectType('PageInfo', { description: 'Position of a page within its connection.' })
export class PageInfoType {
  @Field(() => Boolean, { description: 'Whether another page follows.' })
  hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last edge; pass it as `after` to get the next page. Null for an empty page.',
  })
  endCursor!: string | null;
}

/** The return type of every connection resolver. */
export type Connection<Node> = Readonly<{
  edges: readonly Readonly<{ cursor: string; node: Node }>[];
  pageInfo: PageInfoType;
}>;

/** The connection of a page. The cursor, opaque to clients, is the encoded ID of the node. */
export function connectionOf<Node extends { id: string }>({
  nodes,
  hasNextPage,
}: Page<Node>): Connection<Node> {
  const edges = nodes.map((node) => ({ cursor: cursorOf(node.id), node }));
  return { edges, pageInfo: { hasNextPage, endCursor: edges.at(-1)?.cursor ?? null } };
}

/** The connection of a page whose edges carry their own position; the cursor is the encoded position. */
export function connectionOfPlaces<Node>({ edges, hasNextPage }: PlacedPage<Node>): Connection<Node> {
  const encoded = edges.map(({ place, node }) => ({ cursor: cursorOf(place), node }));
  return { edges: encoded, pageInfo: { hasNextPage, endCursor: encoded.at(-1)?.cursor ?? null } };
}

/** Encodes a position as a cursor. */
export function cursorOf(place: string): string {
  return Buffer.from(place).toString('base64url');
}

/** The requested page; a larger page size is capped. */
export function pageRequest(first: number, after: string | null | undefined): PageRequest {
  return { first: Math.min(Math.max(first, 0), MAX_PAGE_SIZE), after: after == null ? null : decode(after) };
}

/** Creates the edge and connection types of a node type. */
export function connectionTypes<Node extends object>(name: string, nodeType: ClassType<Node>) {
  @ObjectType(`${name}Edge`, { description: `An edge of a connection of ${name} nodes.` })
  class Edge {
    @Field(() => String, {
      description: 'Opaque position of the node; pass it as `after` to start after it.',
    })
    cursor!: string;

    @Field(() => nodeType, { description: 'The node.' })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, {
    description: `A page of ${name} nodes, at most ${MAX_PAGE_SIZE}.`,
  })
  class ConnectionType {
    @Field(() => [Edge], { description: 'The nodes of this page with their cursors.' })
    edges!: Edge[];

    @Field(() => PageInfoType, { description: 'Where this page ends and whether another follows.' })
    pageInfo!: PageInfoType;
  }

  return { Edge, Connection: ConnectionType };
}

/** Options of the `first` argument of connections. */
export const firstOptions = {
  defaultValue: 24,
  description: `Maximum number of nodes to return, up to ${MAX_PAGE_SIZE}.`,
} as const;
export const afterOptions = {
  nullable: true,
  description: 'Returns nodes after this cursor; pass `endCursor` of the previous page.',
} as const;
export const firstType = () => Int;

/** A forged cursor matches no position; U+0000, which the database rejects, is removed. */
function decode(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString().replaceAll('\u0000', '');
}
