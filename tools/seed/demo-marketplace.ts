/**
 * The items of the demo's sellers. Every item's picture is web/public/pictures/<picture>.svg.
 */

/** An item of the demo marketplace; the price is in minor units of EUR. */
export interface DemoItem {
  readonly sellerSlug: string;
  readonly sku: string;
  /** UPC-A with its check digit. */
  readonly upc: string;
  readonly name: string;
  readonly description: string;
  readonly category: string;
  readonly picture: string;
  readonly priceMinor: bigint;
  /** A few items are scarce and one is sold out, to show those states. */
  readonly onHand: number;
  readonly taxClass: 'STANDARD' | 'REDUCED';
  readonly weightClass: 'LETTER' | 'PARCEL' | 'BULKY';
}

/** Enough for the demo's orders and many runs of the browser tests. */
const PLENTY = 5000;

type Defaulted = 'onHand' | 'taxClass' | 'weightClass';
type ShelfItem = Omit<DemoItem, 'sellerSlug' | 'category' | Defaulted> & Partial<Pick<DemoItem, Defaulted>>;

/** Adds the seller's only category and the usual defaults to each item. */
function shelf(sellerSlug: string, category: string, items: readonly ShelfItem[]): readonly DemoItem[] {
  return items.map((item) => ({
    sellerSlug,
    category,
    onHand: PLENTY,
    // Living plants are taxed at the reduced rate in most of the EU.
    taxClass: category === 'Plants' ? 'REDUCED' : 'STANDARD',
    weightClass: 'PARCEL',
    ...item,
  }));
}

export const demoItems: readonly DemoItem[] = [
  ...shelf('kiln-and-clay', 'Ceramics', [
    {
      sku: 'KC-MUG-01',
      upc: '850005001072',
      name: 'Ash-glaze mug',
      description:
        'Holds 320 ml and keeps it warm. The ash glaze breaks to rust at the rim, so no two mugs match.',
      picture: 'ash-glaze-mug',
      priceMinor: 2400n,
    },
    {
      sku: 'KC-TEA-02',
      upc: '850005001140',
      name: 'Round-belly teapot',
      description: 'Pours without a drip and fills four cups. The lid stays on when you tilt it; we tried.',
      picture: 'round-belly-teapot',
      priceMinor: 6800n,
    },
    {
      sku: 'KC-DRP-03',
      upc: '850005001218',
      name: 'Pour-over dripper',
      description:
        'Thick walls hold the heat for an even brew. Takes standard cone filters, sits on any mug.',
      picture: 'pour-over-dripper',
      priceMinor: 3200n,
    },
    {
      sku: 'KC-BWL-04',
      upc: '850005001287',
      name: 'Nesting bowls, set of three',
      description: 'Porridge, soup and salad. They stack into the space of one and go into the dishwasher.',
      picture: 'nesting-bowls',
      priceMinor: 5400n,
    },
    {
      sku: 'KC-VAS-05',
      upc: '850005001355',
      name: 'Bud vase',
      description: 'A narrow neck for one good stem. Heavy at the foot, so it stands where you put it.',
      picture: 'bud-vase',
      priceMinor: 2900n,
      onHand: 5,
    },
    {
      sku: 'KC-PLT-06',
      upc: '850005001423',
      name: 'Speckled dinner plate',
      description:
        '27 cm of iron-flecked stoneware with a raised edge that keeps the sauce where it belongs.',
      picture: 'speckled-plate',
      priceMinor: 2700n,
    },
  ]),
  ...shelf('folio-and-thread', 'Stationery', [
    {
      sku: 'FT-NTB-01',
      upc: '850005001492',
      name: 'Linen notebook',
      description: '192 pages of 100 g paper, sewn so that it lies flat. Two ribbons, one pocket, no logo.',
      picture: 'linen-notebook',
      priceMinor: 1850n,
    },
    {
      sku: 'FT-PEN-02',
      upc: '850005001560',
      name: 'Brass fountain pen',
      description: 'Turned from one bar of brass with a medium steel nib. It darkens where you hold it.',
      picture: 'brass-fountain-pen',
      priceMinor: 7400n,
    },
    {
      sku: 'FT-PCL-03',
      upc: '850005001638',
      name: 'Graphite pencils, set of six',
      description: 'Six grades from 2H to 4B in Californian cedar, sharpened and ready in a paper sleeve.',
      picture: 'graphite-pencils',
      priceMinor: 1200n,
    },
    {
      sku: 'FT-INK-04',
      upc: '850005001706',
      name: 'Harbour ink, 50 ml',
      description: 'A blue-green that dries in eight seconds and shades like deep water.',
      picture: 'harbour-ink',
      priceMinor: 1400n,
    },
    {
      sku: 'FT-TAP-05',
      upc: '850005001775',
      name: 'Washi tape, three rolls',
      description: 'Rice-paper tape in three patterns. Tears without scissors and comes off without a trace.',
      picture: 'washi-tape',
      weightClass: 'LETTER',
      priceMinor: 950n,
    },
    {
      sku: 'FT-LTR-06',
      upc: '850005001843',
      name: 'Letter set with wax seal',
      description: 'Ten cotton sheets, ten lined envelopes and a stick of sealing wax. Stamps not included.',
      picture: 'letter-set',
      weightClass: 'LETTER',
      priceMinor: 1650n,
    },
  ]),
  ...shelf('fern-and-moss', 'Plants', [
    {
      sku: 'FM-MON-01',
      upc: '850005001911',
      name: 'Monstera deliciosa',
      description:
        '60 cm tall, with the first split leaves open. Likes bright shade and a drink every ten days.',
      picture: 'monstera',
      weightClass: 'BULKY',
      priceMinor: 3900n,
    },
    {
      sku: 'FM-SNK-02',
      upc: '850005001980',
      name: 'Snake plant',
      description: 'Forgives everything but wet feet. 45 cm, in a fluted pot with a saucer.',
      picture: 'snake-plant',
      priceMinor: 2800n,
    },
    {
      sku: 'FM-POT-03',
      upc: '850005002055',
      name: 'Trailing pothos',
      description: 'A hanging pot with 80 cm of vines. Grows toward any window you own.',
      picture: 'trailing-pothos',
      priceMinor: 2600n,
      onHand: 3,
    },
    {
      sku: 'FM-CAC-04',
      upc: '850005002123',
      name: 'Desert trio',
      description: 'Three cacti in a shared tray: one round, one tall, one in flower. Water monthly.',
      picture: 'desert-trio',
      priceMinor: 1950n,
    },
    {
      sku: 'FM-CAN-05',
      upc: '850005002192',
      name: 'Copper watering can',
      description: '1.2 liters, with a long neck that reaches the back of the shelf and pours a thin stream.',
      picture: 'copper-watering-can',
      priceMinor: 4600n,
    },
    {
      sku: 'FM-OLV-06',
      upc: '850005002260',
      name: 'Olive tree',
      description: 'A meter of silver leaves in a terracotta pot. The next ones leave the nursery in spring.',
      picture: 'olive-tree',
      weightClass: 'BULKY',
      priceMinor: 8400n,
      onHand: 0,
    },
  ]),
  ...shelf('northlight', 'Light & sound', [
    {
      sku: 'NL-ARC-01',
      upc: '850005002338',
      name: 'Balance desk lamp',
      description: 'Two arms, one counterweight, no springs. Stays exactly where you leave it; dims to 2 %.',
      picture: 'balance-desk-lamp',
      priceMinor: 12900n,
    },
    {
      sku: 'NL-MSH-02',
      upc: '850005002406',
      name: 'Mushroom table lamp',
      description: 'A warm, even glow under a spun steel cap. Touch the stem to dim it.',
      picture: 'mushroom-lamp',
      priceMinor: 9600n,
    },
    {
      sku: 'NL-PND-03',
      upc: '850005002475',
      name: 'Ribbed pendant',
      description: 'Mouth-blown ribbed glass on two meters of fabric cable. Bulb included.',
      picture: 'ribbed-pendant',
      priceMinor: 11800n,
    },
    {
      sku: 'NL-HDP-04',
      upc: '850005002543',
      name: 'Studio headphones',
      description: 'Closed back, 38 hours on a charge, and every part can be replaced with one screwdriver.',
      picture: 'studio-headphones',
      priceMinor: 18900n,
    },
    {
      sku: 'NL-SPK-05',
      upc: '850005002611',
      name: 'Bookshelf speaker',
      description: 'A walnut cabinet, a paper cone and an honest midrange. Wired or wireless.',
      picture: 'bookshelf-speaker',
      priceMinor: 14500n,
      onHand: 4,
    },
    {
      sku: 'NL-RAD-06',
      upc: '850005002680',
      name: 'Kitchen radio',
      description: 'One knob to tune, one for volume. Digital reception behind a woven front.',
      picture: 'kitchen-radio',
      priceMinor: 11200n,
    },
  ]),
];
