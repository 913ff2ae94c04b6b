import { useNetwork } from '@mantine/hooks';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { liveSocket } from './apollo-client.js';

/** Shorter interruptions are not shown. */
const GRACE_MS = 1_500;

/** True while the browser is offline or the live connection has been lost for longer than the grace period. */
export function useIsAway(): boolean {
  const state = useSyncExternalStore(liveSocket.onChange, liveSocket.state);
  const { online } = useNetwork();
  const isAway = state === 'away';
  const [hasWaited, setHasWaited] = useState(false);
  useEffect(() => {
    if (!isAway) return undefined;
    const timer = setTimeout(() => setHasWaited(true), GRACE_MS);
    return () => {
      clearTimeout(timer);
      setHasWaited(false);
    };
  }, [isAway]);
  return !online || (isAway && hasWaited);
}
