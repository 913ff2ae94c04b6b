import { Link } from 'react-router';
import { LockIcon } from '../shared/icons.js';
import styles from './checkout-header.module.css';
import { ColorSchemeSwitch } from './color-scheme-switch.js';
import { Logo } from './logo.js';

export function CheckoutHeader() {
  return (
    <header className={`${styles.header} no-print`}>
      <div className={styles.bar}>
        <Link to="/" className={styles.home} aria-label="Splitcart home">
          <Logo />
        </Link>
        <span className={styles.secure}>
          <LockIcon size={16} /> Secure checkout
        </span>
        <ColorSchemeSwitch />
      </div>
    </header>
  );
}
