const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Hashes text to a 32-bit number (FNV-1a), so that a seed can be any text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** One well-mixed 32-bit number per (seed, counter) pair; stateless, so a restart continues the same sequence. */
export function mix(seed: number, counter: number): number {
  let value = (seed ^ Math.imul(counter + 1, 0x9e3779b1)) >>> 0;
  value = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  value = Math.imul(value ^ (value >>> 15), 0x735a2d97);
  return (value ^ (value >>> 15)) >>> 0;
}

/** A number in [0, 1) that depends on the seed and the counter only. */
export function fraction(seed: number, counter: number): number {
  return mix(seed, counter) / 0x1_0000_0000;
}

/** `length` base-62 characters that depend on the seed and the counter only. */
export function randomText(seed: number, counter: number, length: number): string {
  let text = '';
  let word = 0;
  for (let index = 0; index < length; index += 1) {
    // Five characters per 32-bit word: 62^5 < 2^32.
    if (index % 5 === 0) word = mix(seed ^ Math.imul(index + 7, 0x85ebca6b), counter);
    text += BASE62.charAt(word % 62);
    word = Math.floor(word / 62);
  }
  return text;
}

/** A counter as fixed-width base-62 text; makes an id unique for any seed. */
export function base62(counter: number, width: number): string {
  let text = '';
  let rest = counter;
  while (text.length < width) {
    text = BASE62.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}
