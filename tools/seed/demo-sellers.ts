/** A seller of the demo marketplace; amounts are minor units of EUR. */
export interface DemoSeller {
  readonly slug: string;
  readonly name: string;
  readonly tagline: string;
  /** Palette key for this seller's logo, banner and pictures. */
  readonly accent: string;
  readonly captureMode: 'AUTOMATIC' | 'ON_SHIPMENT';
  /** Shipping price by the weight class of the heaviest item, and the subtotal from which shipping is free. */
  readonly letterMinor: bigint;
  readonly shippingMinor: bigint;
  readonly bulkyMinor: bigint;
  readonly freeFromMinor: bigint | null;
  readonly commissionBps: number;
}

export const demoSellers: readonly DemoSeller[] = [
  {
    slug: 'kiln-and-clay',
    name: 'Kiln & Clay',
    tagline: 'Stoneware thrown and fired in small batches.',
    accent: 'clay',
    captureMode: 'AUTOMATIC',
    letterMinor: 490n,
    shippingMinor: 490n,
    bulkyMinor: 490n,
    freeFromMinor: null,
    commissionBps: 1200,
  },
  {
    slug: 'folio-and-thread',
    name: 'Folio & Thread',
    tagline: 'Paper, ink and bindings for people who write.',
    accent: 'ink',
    captureMode: 'AUTOMATIC',
    letterMinor: 190n,
    shippingMinor: 350n,
    bulkyMinor: 350n,
    freeFromMinor: 5_000n,
    commissionBps: 1000,
  },
  {
    slug: 'fern-and-moss',
    name: 'Fern & Moss',
    tagline: 'House plants, grown slowly and packed well.',
    accent: 'fern',
    captureMode: 'AUTOMATIC',
    letterMinor: 690n,
    shippingMinor: 690n,
    bulkyMinor: 1_290n,
    freeFromMinor: null,
    commissionBps: 1500,
  },
  {
    slug: 'northlight',
    name: 'Northlight',
    tagline: 'Lamps and sound for the hours after dark.',
    accent: 'dusk',
    captureMode: 'AUTOMATIC',
    letterMinor: 590n,
    shippingMinor: 590n,
    bulkyMinor: 590n,
    freeFromMinor: 30_000n,
    commissionBps: 900,
  },
];
