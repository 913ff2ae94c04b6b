import type { SellerId } from '../shared/ids.js';

/** When a seller's payment orders are captured: right after the authorization, or when the seller ships. */
export type CaptureMode = 'AUTOMATIC' | 'ON_SHIPMENT';

/** A seller as shoppers see it. */
export type Seller = Readonly<{
  id: SellerId;
  slug: string;
  name: string;
  tagline: string;
  /** Color palette of the seller's mark, banner and pictures. */
  accent: string;
  captureMode: CaptureMode;
}>;
