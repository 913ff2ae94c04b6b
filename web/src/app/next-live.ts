/** The known state of a value that the API updates. */
export type Live<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'known'; readonly value: T; readonly receivedAt: Date };

/** The result of a fetch or a push. */
export type LiveEvent<T> =
  | {
      readonly type: 'received';
      readonly value: T;
      readonly at: Date;
      readonly isOlder: (incoming: T, current: T) => boolean;
    }
  | { readonly type: 'missing' }
  | { readonly type: 'unreachable' };

/** The state after an event. A known value stays when the API is unreachable. */
export function nextLive<T>(live: Live<T>, event: LiveEvent<T>): Live<T> {
  if (event.type === 'missing') return { kind: 'missing' };
  if (event.type === 'unreachable') return live.kind === 'known' ? live : { kind: 'unreachable' };
  if (live.kind === 'known' && event.isOlder(event.value, live.value)) return live;
  return { kind: 'known', value: event.value, receivedAt: event.at };
}
