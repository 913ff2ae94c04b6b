/** A seller as JSON, of the row `s`. */
export const SELLER = `json_build_object('id', s.id, 'slug', s.slug, 'name', s.name, 'tagline', s.tagline, 'accent', s.accent, 'captureMode', s.capture_mode)`;

const PAYMENT_ORDER = `json_build_object(
  'id', po.id, 'status', po.status, 'seller', ${SELLER}, 'amountMinor', po.amount_minor::text, 'capturedMinor', po.captured_minor::text,
  'refundedMinor', po.refunded_minor::text, 'attempts', po.attempts, 'nextAttemptAt', po.next_attempt_at, 'capturedAt', po.captured_at,
  'failureMessage', po.failure_message, 'refunds', (SELECT coalesce(json_agg(json_build_object(
    'id', r.id, 'status', r.status, 'amountMinor', r.amount_minor::text, 'reason', r.reason, 'failureMessage', r.failure_message) ORDER BY r.id), '[]')
    FROM refund r WHERE r.payment_order_id = po.id))`;

const LINES = `(SELECT json_agg(json_build_object(
  'id', l.id, 'sku', l.sku, 'name', l.name, 'picture', l.picture, 'quantity', l.quantity, 'shippedUnits', l.shipped_units,
  'unitPriceMinor', l.unit_price_minor::text, 'totalMinor', l.total_minor::text) ORDER BY l.id)
  FROM order_line l WHERE l.order_id = so.order_id AND l.seller_order_id = so.id)`;

const SHIPMENTS = `(SELECT coalesce(json_agg(json_build_object(
  'id', sh.id, 'carrier', sh.carrier, 'trackingNumber', sh.tracking_number, 'shippedAt', sh.shipped_at, 'amountMinor', sh.amount_minor::text,
  'lines', (SELECT json_agg(json_build_object('orderLineId', shl.order_line_id, 'quantity', shl.quantity) ORDER BY shl.order_line_id)
            FROM shipment_line shl WHERE shl.shipment_id = sh.id)) ORDER BY sh.id), '[]')
  FROM shipment sh WHERE sh.seller_order_id = so.id)`;

/** A seller order with all that is in it as JSON, of the rows `so`, its seller `s` and its order `o`. */
export const SELLER_ORDER = `json_build_object(
  'id', so.id, 'status', so.status, 'deliveredAt', so.delivered_at, 'seller', ${SELLER}, 'orderId', o.id, 'orderNumber', o.number, 'version', o.version, 'placedAt', o.placed_at, 'shipTo', o.ship_to,
  'subtotalMinor', so.subtotal_minor::text, 'shippingMinor', so.shipping_minor::text, 'taxMinor', so.tax_minor::text,
  'taxIncludedMinor', so.tax_included_minor::text, 'totalMinor', so.total_minor::text,
  'lines', ${LINES}, 'shipments', ${SHIPMENTS},
  'paymentOrders', (SELECT coalesce(json_agg(${PAYMENT_ORDER} ORDER BY po.id), '[]') FROM payment_order po WHERE po.seller_order_id = so.id))`;
