import {
  CommissionPlanEntity,
  ItemEntity,
  SellerEntity,
  ShippingTermsEntity,
  StockEntity,
} from '../catalog/catalog-entities.js';
import { AccountEntity, ApiKeyEntity, SellerMemberEntity } from '../identity/identity-entities.js';

/** What MikroORM knows: the back office. A test holds it against the schema that the migrations make. */
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
