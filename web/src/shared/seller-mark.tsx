import type { SellerPartsFragment } from '../generated/graphql.js';
import styles from './seller-mark.module.css';

/** Accents with a drawn mark and banner; other sellers show the first letter of their name. */
const DRAWN_ACCENTS: ReadonlySet<string> = new Set(['clay', 'ink', 'fern', 'dusk']);

/** True when the seller has a drawn banner. */
export function hasBanner(accent: string): boolean {
  return DRAWN_ACCENTS.has(accent);
}

/** The seller's emblem; decorative, because the name is always next to it. */
export function SellerMark({
  seller,
  size = 24,
}: {
  readonly seller: SellerPartsFragment;
  readonly size?: number;
}) {
  const box = { width: size, height: size, borderRadius: size / 4, fontSize: size * 0.5 };
  if (DRAWN_ACCENTS.has(seller.accent)) {
    return <img className={styles.mark} src={`/pictures/mark-${seller.accent}.svg`} alt="" style={box} />;
  }
  return (
    <span className={styles.letter} style={box} aria-hidden="true">
      {seller.name.slice(0, 1)}
    </span>
  );
}

/** Mark and name on one line. */
export function SellerName({
  seller,
  size = 20,
}: {
  readonly seller: SellerPartsFragment;
  readonly size?: number;
}) {
  return (
    <span className={styles.line}>
      <SellerMark seller={seller} size={size} />
      <span className={styles.name}>{seller.name}</span>
    </span>
  );
}
