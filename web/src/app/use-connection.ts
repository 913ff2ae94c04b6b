import { useNetwork } from '@mantine/hooks';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { liveSocket } from './apollo-client.js';

/** A blink of the network is not worth a word. */
const PATIENCE_MS = 1_500;

/** True while the browser is offline, and once the live connection has been away long enough to say so. */
export function useIsAway(): boolean {
  const state = useSyncExternalStore(liveSocket.onChange, liveSocket.state);
  const { online } = useNetwork();
  const isAway = state === 'away';
  const [hasWaited, setHasWaited] = useState(false);
  useEffect(() => {
    if (!isAway) return undefined;
    const timer = setTimeout(() => setHasWaited(true), PATIENCE_MS);
    return () => {
      clearTimeout(timer);
      setHasWaited(false);
    };
  }, [isAway]);
  return !online || (isAway && hasWaited);
}
