import styles from './shop-footer.module.css';

export function ShopFooter() {
  return (
    <footer className={`${styles.footer} no-print`}>
      <div className={styles.bar}>
        <span>One cart, many sellers, one payment.</span>
        <span>Each seller ships separately.</span>
      </div>
    </footer>
  );
}
