import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';

import type { Item } from '../../../core/catalog/item.js';
import type { ItemSort } from '../../../core/catalog/item-list.js';
import { isDomainError } from '../../../core/shared/domain-error.js';
import type { GraphqlContext } from '../context.js';
import type { Connection } from '../shared/page-types.js';
import {
  afterOptions,
  connectionOfPlaces,
  firstOptions,
  firstType,
  pageRequest,
} from '../shared/page-types.js';
import type { ApiError } from '../shared/error-messages.js';
import type { UserError } from '../shared/user-errors.js';
import { userError } from '../shared/user-errors.js';
import {
  ActivateItemInputType,
  CreateItemInputType,
  CreateItemResult,
  DeactivateItemInputType,
  SetItemActiveResult,
  UpdateItemInputType,
  UpdateItemResult,
} from './item-edit-types.js';
import { ItemSortType, searchOf } from './item-list-input.js';
import { ItemConnectionType } from './item-type.js';

type Saved = Readonly<{ item: Item }>;

@Resolver()
export class ItemEditResolver {
  @Query(() => ItemConnectionType, {
    nullable: true,
    description:
      'Lists all items of a seller, inactive ones included. Null when the caller is not a member of the seller.',
  })
  async sellerItems(
    @Arg('sellerId', () => ID, { description: 'Global ID of the seller.' }) sellerId: string,
    @Arg('first', firstType, firstOptions) first: number,
    @Arg('after', () => String, afterOptions) after: string | null,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Searches name, description, category and SKU.',
    })
    search: string | null,
    @Arg('sort', () => ItemSortType.values, {
      nullable: true,
      description: 'Sort order. Defaults as in `items`.',
    })
    sort: ItemSort | null,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<Connection<Item> | null> {
    const page = pageRequest(first, after ?? null);
    const asked = { actor, sellerId, search: searchOf(search), sort: sort ?? null, page };
    const found = await useCases.catalog.listSellerItems(asked);
    return found === null ? null : connectionOfPlaces(found);
  }

  @Mutation(() => CreateItemResult, {
    description: 'Creates an item with no stock. Requires membership of the seller.',
  })
  async createItem(
    @Arg('input', () => CreateItemInputType, { description: 'The item to create.' })
    input: CreateItemInputType,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<Saved | UserError> {
    return savedOr(await useCases.catalog.createItem({ ...input, upc: input.upc ?? null, actor }));
  }

  @Mutation(() => UpdateItemResult, {
    description:
      'Updates an item. Carts with the item get a new quote version; existing orders keep the terms they were placed with.',
  })
  async updateItem(
    @Arg('input', () => UpdateItemInputType, {
      description: 'The item, the version that was read, and the changes.',
    })
    input: UpdateItemInputType,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<Saved | UserError> {
    const { itemId, version, upc, ...rest } = input;
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
    return savedOr(await useCases.catalog.updateItem({ ...given, upc, itemId, version, actor }));
  }

  @Mutation(() => SetItemActiveResult, {
    description: 'Puts an inactive item back on sale. Requires membership of the seller.',
  })
  async activateItem(
    @Arg('input', () => ActivateItemInputType, { description: 'The item to activate.' })
    { itemId }: ActivateItemInputType,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<Saved | UserError> {
    return savedOr(await useCases.catalog.setItemActive({ actor, itemId, active: true }));
  }

  @Mutation(() => SetItemActiveResult, {
    description: 'Takes an item off sale; carts show it as unavailable. Requires membership of the seller.',
  })
  async deactivateItem(
    @Arg('input', () => DeactivateItemInputType, { description: 'The item to deactivate.' })
    { itemId }: DeactivateItemInputType,
    @Ctx() { useCases, actor }: GraphqlContext,
  ): Promise<Saved | UserError> {
    return savedOr(await useCases.catalog.setItemActive({ actor, itemId, active: false }));
  }
}

function savedOr(outcome: Item | ApiError): Saved | UserError {
  return isDomainError(outcome) ? userError(outcome) : { item: outcome };
}
