/** What is known of something that changes by itself. */
export type Live<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'known'; readonly value: T; readonly heardAt: Date };

/** What was just learnt. */
export type Fact<T> =
  | {
      readonly type: 'heard';
      readonly value: T;
      readonly at: Date;
      readonly isOlder: (incoming: T, current: T) => boolean;
    }
  | { readonly type: 'missing' }
  | { readonly type: 'unreachable' };

/** What is known after a fact. A value once known stays on the page when the API cannot be reached. */
export function nextLive<T>(live: Live<T>, fact: Fact<T>): Live<T> {
  if (fact.type === 'missing') return { kind: 'missing' };
  if (fact.type === 'unreachable') return live.kind === 'known' ? live : { kind: 'unreachable' };
  if (live.kind === 'known' && fact.isOlder(fact.value, live.value)) return live;
  return { kind: 'known', value: fact.value, heardAt: fact.at };
}
