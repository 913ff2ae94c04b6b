import { useNetwork } from '@mantine/hooks';
import { OfflineIcon } from '../shared/icons.js';
import styles from './offline-banner.module.css';

/** Says that the network is gone and that nothing typed is lost; it goes away by itself. */
export function OfflineBanner() {
  const { online } = useNetwork();
  return (
    <div role="status" className="no-print">
      {!online && (
        <p className={styles.banner}>
          <OfflineIcon size={18} />
          You are offline. What you typed is kept, and the page continues when the network is back.
        </p>
      )}
    </div>
  );
}
