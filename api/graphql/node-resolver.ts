import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';

import type { GraphqlContext } from './context.js';
import { findNode } from './find-node.js';
import { NodeType } from './shared/node-type.js';

@Resolver()
export class NodeResolver {
  @Query(() => NodeType, {
    nullable: true,
    description:
      'Looks up an object by its global ID. Null when it does not exist or the caller may not see it without a token.',
  })
  async node(
    @Arg('id', () => ID, { description: 'Global ID of the object.' }) id: string,
    @Ctx() context: GraphqlContext,
  ): Promise<object | null> {
    return findNode(context, id);
  }
}
