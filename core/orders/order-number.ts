/** Crockford's alphabet: no I, L, O or U, so a number read over the phone is not misheard. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A short number for people, such as `K7Q2-M4XD`: 40 random bits, so it can be neither guessed nor enumerated, and
 * there is no counter to contend for. The table's unique constraint catches the one-in-a-trillion collision.
 */
export function newOrderNumber(): string {
  const random = globalThis.crypto.getRandomValues(new Uint8Array(8));
  const text = Array.from(random, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
