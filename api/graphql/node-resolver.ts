import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';

import type { GraphqlContext } from './context.js';
import { findNode } from './find-node.js';
import { NodeType } from './shared/node-type.js';

@Resolver()
export class NodeResolver {
  @Query(() => NodeType, {
    nullable: true,
    description:
      'Any object by its global id; null for what does not exist and for what the caller may not see without a token.',
  })
  async node(
    @Arg('id', () => ID, { description: 'A global id.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<object | null> {
    return findNode(context, id);
  }
}
