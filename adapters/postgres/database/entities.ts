import {
  CommissionPlanEntity,
  ItemEntity,
  SellerEntity,
  ShippingTermsEntity,
  StockEntity,
} from '../catalog/catalog-entities.js';
import { AccountEntity, ApiKeyEntity, SellerMemberEntity } from '../identity/identity-entities.js';

/** The entities that MikroORM maps: the back office. A test compares them with the migrated schema. */
export const ENTITIES = [
  SellerEntity,
  ShippingTermsEntity,
  CommissionPlanEntity,
  ItemEntity,
  StockEntity,
  AccountEntity,
  SellerMemberEntity,
  ApiKeyEntity,
] as const;
