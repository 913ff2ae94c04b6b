import { countryName } from '../shared/countries.js';
import type { OrderPartsFragment } from '../generated/graphql.js';
import styles from './order-facts.module.css';

/** The delivery address and the email address. */
export function OrderFacts({ order }: { readonly order: OrderPartsFragment }) {
  const { name, line1, line2, postalCode, city, country } = order.shipTo;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>Deliver to</dt>
        <dd>
          {name}
          <br />
          {line1}
          <br />
          {line2 !== null && line2 !== '' && (
            <>
              {line2}
              <br />
            </>
          )}
          {postalCode} {city}
          <br />
          {countryName(country)}
        </dd>
      </div>
      <div>
        <dt>Email</dt>
        <dd>{order.email}</dd>
      </div>
    </dl>
  );
}
