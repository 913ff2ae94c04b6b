import { Button } from '@mantine/core';
import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { SignOutEverywhereDocument } from '../generated/graphql.js';
import styles from './account-page.module.css';
import { FailureNotice } from './account-screen.js';
import { becomeGuest } from './session.js';
import { failureOf, UNREACHABLE, type Failure } from './use-form.js';

/** Signs out everywhere, for a lost or shared device. */
export function Devices() {
  const client = useApolloClient();
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const end = async () => {
    setIsBusy(true);
    const answer = await client
      .mutate({ mutation: SignOutEverywhereDocument })
      .then(({ data }) => data?.signOutEverywhere)
      .catch(() => undefined);
    setIsBusy(false);
    if (answer?.__typename === 'SignOutEverywhereSuccess') becomeGuest();
    else setFailure(answer === undefined ? UNREACHABLE : failureOf(answer));
  };
  return (
    <section className={styles.section} aria-labelledby="devices-heading">
      <h2 id="devices-heading">Devices</h2>
      <FailureNotice failure={failure} />
      <p className={styles.text}>
        Lost a device or used a shared one? This signs you out everywhere, including here.
      </p>
      <Button variant="default" className={styles.action} loading={isBusy} onClick={() => void end()}>
        Sign out everywhere
      </Button>
    </section>
  );
}
