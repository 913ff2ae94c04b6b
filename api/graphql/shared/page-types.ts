import type { ClassType } from 'type-graphql';
import { Field, Int, ObjectType } from 'type-graphql';

import type { Page, PageRequest, PlacedPage } from '../../../core/shared/page.js';
import { MAX_PAGE_SIZE } from '../../../core/shared/page.js';

@ObjectType('PageInfo', { description: 'Where this page of a connection ends.' })
export class PageInfoType {
  @Field(() => Boolean, { description: 'Whether more nodes follow.' })
  hasNextPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Give it as `after` to get the next page; null on an empty page.',
  })
  endCursor!: string | null;
}

/** What every connection's resolver returns. */
export type Connection<Node> = Readonly<{
  edges: readonly Readonly<{ cursor: string; node: Node }>[];
  pageInfo: PageInfoType;
}>;

/** The connection of a page. Cursors are opaque to clients: the id of the node, encoded. */
export function connectionOf<Node extends { id: string }>({
  nodes,
  hasNextPage,
}: Page<Node>): Connection<Node> {
  const edges = nodes.map((node) => ({ cursor: cursorOf(node.id), node }));
  return { edges, pageInfo: { hasNextPage, endCursor: edges.at(-1)?.cursor ?? null } };
}

/** The connection of a page whose nodes tell their places; the place, encoded, is the cursor. */
export function connectionOfPlaces<Node>({ edges, hasNextPage }: PlacedPage<Node>): Connection<Node> {
  const encoded = edges.map(({ place, node }) => ({ cursor: cursorOf(place), node }));
  return { edges: encoded, pageInfo: { hasNextPage, endCursor: encoded.at(-1)?.cursor ?? null } };
}

/** How a place is named to clients. */
export function cursorOf(place: string): string {
  return Buffer.from(place).toString('base64url');
}

/** The page that a client asked for; more than the cap is the cap. */
export function pageRequest(first: number, after: string | null | undefined): PageRequest {
  return { first: Math.min(Math.max(first, 0), MAX_PAGE_SIZE), after: after == null ? null : decode(after) };
}

/** The edge and connection types of a node type. */
export function connectionTypes<Node extends object>(name: string, nodeType: ClassType<Node>) {
  @ObjectType(`${name}Edge`, { description: `A place in a list of ${name} nodes.` })
  class Edge {
    @Field(() => String, { description: 'Opaque; names this place.' })
    cursor!: string;

    @Field(() => nodeType, { description: 'The node at this place.' })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, {
    description: `A page of a list of ${name} nodes, at most ${MAX_PAGE_SIZE}.`,
  })
  class ConnectionType {
    @Field(() => [Edge], { description: 'The nodes of this page with their cursors.' })
    edges!: Edge[];

    @Field(() => PageInfoType, { description: 'Where this page ends.' })
    pageInfo!: PageInfoType;
  }

  return { Edge, Connection: ConnectionType };
}

/** Options of the `first` argument of every connection. */
export const firstOptions = {
  defaultValue: 24,
  description: `Nodes per page, at most ${MAX_PAGE_SIZE}.`,
} as const;
export const afterOptions = { nullable: true, description: 'endCursor of the page before.' } as const;
export const firstType = () => Int;

/** What is none of ours names no place; U+0000, which the database refuses, is taken out of it. */
function decode(cursor: string): string {
  return Buffer.from(cursor, 'base64url').toString().replaceAll('\u0000', '');
}
