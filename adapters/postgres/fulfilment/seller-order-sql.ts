import { paymentOrderTable } from '../checkout/payment-order-table.js';
import { refundTable } from '../checkout/refund-table.js';
import { sellerOrderTable } from '../checkout/seller-order-table.js';
import { pick } from '../database/table.js';
import { members } from '../database/table-sql.js';
import { orderLineTable } from '../orders/order-line-table.js';
import { ordersTable } from '../orders/orders-table.js';
import { shipmentTable } from './shipment-table.js';

/** The columns of each table that views show. */
export const viewed = {
  sellerOrder: pick(
    sellerOrderTable,
    'id',
    'status',
    'deliveredAt',
    'subtotalMinor',
    'shippingMinor',
    'taxMinor',
    'taxIncludedMinor',
    'totalMinor',
  ),
  order: pick(ordersTable, 'version', 'placedAt', 'shipTo'),
  line: pick(
    orderLineTable,
    'id',
    'sku',
    'name',
    'picture',
    'quantity',
    'shippedUnits',
    'unitPriceMinor',
    'totalMinor',
  ),
  shipment: pick(shipmentTable, 'id', 'carrier', 'trackingNumber', 'shippedAt', 'amountMinor'),
  paymentOrder: pick(
    paymentOrderTable,
    'id',
    'status',
    'amountMinor',
    'capturedMinor',
    'refundedMinor',
    'attempts',
    'nextAttemptAt',
    'capturedAt',
    'failureMessage',
  ),
  refund: pick(refundTable, 'id', 'status', 'amountMinor', 'reason', 'failureMessage'),
};

/** The seller row `s` as JSON. */
export const SELLER = `json_build_object('id', s.id, 'slug', s.slug, 'name', s.name, 'tagline', s.tagline, 'accent', s.accent, 'captureMode', s.capture_mode)`;

const PAYMENT_ORDER = `json_build_object(
  ${members(viewed.paymentOrder, 'po')}, 'seller', ${SELLER},
  'refunds', (SELECT coalesce(json_agg(json_build_object(${members(viewed.refund, 'r')}) ORDER BY r.id), '[]')
    FROM refund r WHERE r.payment_order_id = po.id))`;

const LINES = `(SELECT json_agg(json_build_object(${members(viewed.line, 'l')}) ORDER BY l.id)
  FROM order_line l WHERE l.order_id = so.order_id AND l.seller_order_id = so.id)`;

const SHIPMENTS = `(SELECT coalesce(json_agg(json_build_object(
  ${members(viewed.shipment, 'sh')},
  'lines', (SELECT json_agg(json_build_object('orderLineId', shl.order_line_id, 'quantity', shl.quantity) ORDER BY shl.order_line_id)
            FROM shipment_line shl WHERE shl.shipment_id = sh.id)) ORDER BY sh.id), '[]')
  FROM shipment sh WHERE sh.seller_order_id = so.id)`;

/** A seller order with its lines, shipments and payment orders as JSON, from the rows `so`, its seller `s` and its order `o`. */
export const SELLER_ORDER = `json_build_object(
  ${members(viewed.sellerOrder, 'so')}, 'seller', ${SELLER}, 'orderId', o.id, 'orderNumber', o.number, ${members(viewed.order, 'o')},
  'lines', ${LINES}, 'shipments', ${SHIPMENTS},
  'paymentOrders', (SELECT coalesce(json_agg(${PAYMENT_ORDER} ORDER BY po.id), '[]') FROM payment_order po WHERE po.seller_order_id = so.id))`;
