import { useNetwork } from '@mantine/hooks';
import { OfflineIcon } from '../shared/icons.js';
import styles from './offline-banner.module.css';

/** Shown while the browser is offline. */
export function OfflineBanner() {
  const { online } = useNetwork();
  return (
    <div role="status" className="no-print">
      {!online && (
        <p className={styles.banner}>
          <OfflineIcon size={18} />
          You’re offline. We’ve kept what you typed and will continue when you’re back online.
        </p>
      )}
    </div>
  );
}
