import { createItem } from '../core/catalog/create-item.js';
import { exportItems } from '../core/catalog/export-items.js';
import { importItems, type ImportItemsDependencies } from '../core/catalog/import-items.js';
import type { ItemDetailsReader } from '../core/catalog/item-details.js';
import { listSellerItems } from '../core/catalog/list-seller-items.js';
import type { ItemEdits, Items, Sellers, TermsEdits } from '../core/catalog/ports.js';
import { readSellerTerms } from '../core/catalog/read-seller-terms.js';
import { setCommissionPlan } from '../core/catalog/set-commission-plan.js';
import { setItemActive } from '../core/catalog/set-item-active.js';
import { setShippingTerms } from '../core/catalog/set-shipping-terms.js';
import { updateItem } from '../core/catalog/update-item.js';
import { bound } from '../core/composition/bound.js';
import { bindMoneyUseCases, type MoneyPorts } from '../core/composition/money-use-cases.js';
import { bindIdentity, type IdentityPorts } from './identity/identity-use-cases.js';

export type CatalogPorts = ImportItemsDependencies &
  Readonly<{
    items: Items;
    itemEdits: ItemEdits;
    itemDetails: ItemDetailsReader;
    sellers: Sellers;
    terms: TermsEdits;
  }>;

/** Every use case of the API, by feature. */
export type UseCases = ReturnType<typeof bindUseCases>;

/** Binds every use case to its ports, so that resolvers and routes know commands but no ports. */
export function bindUseCases(ports: MoneyPorts & CatalogPorts & IdentityPorts) {
  return { ...bindMoneyUseCases(ports), catalog: bindCatalog(ports), identity: bindIdentity(ports) };
}

export type CatalogUseCases = ReturnType<typeof bindCatalog>;

export function bindCatalog(ports: CatalogPorts) {
  return {
    listSellerItems: bound(listSellerItems, ports),
    createItem: bound(createItem, ports),
    updateItem: bound(updateItem, ports),
    setItemActive: bound(setItemActive, ports),
    exportItems: bound(exportItems, ports),
    importItems: bound(importItems, ports),
    readSellerTerms: bound(readSellerTerms, ports),
    setShippingTerms: bound(setShippingTerms, ports),
    setCommissionPlan: bound(setCommissionPlan, ports),
  };
}
