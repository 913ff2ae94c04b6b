import { Button } from '@mantine/core';
import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { RequestEmailVerificationDocument, type ViewerPartsFragment } from '../generated/graphql.js';
import { CheckIcon } from '../shared/icons.js';
import { Notice } from '../shared/notice.js';
import styles from './account-page.module.css';
import { FailureNotice } from './account-screen.js';
import { updateViewer } from './session.js';
import { failureOf, UNREACHABLE, type Failure } from './use-form.js';

/** Name, email address and whether it is confirmed. */
export function Profile({ viewer }: { readonly viewer: ViewerPartsFragment }) {
  return (
    <section className={styles.section} aria-labelledby="profile-heading">
      <h2 id="profile-heading">Profile</h2>
      <dl className={styles.facts}>
        <dt>Name</dt>
        <dd>{viewer.displayName}</dd>
        <dt>Email</dt>
        <dd>
          {viewer.email}
          {viewer.emailVerified && (
            <>
              {' '}
              <span className={styles.mark}>
                <CheckIcon size={16} />
                Confirmed
              </span>
            </>
          )}
        </dd>
      </dl>
      {!viewer.emailVerified && <Unconfirmed email={viewer.email} />}
    </section>
  );
}

function Unconfirmed({ email }: { readonly email: string }) {
  const client = useApolloClient();
  const [isBusy, setIsBusy] = useState(false);
  const [isSent, setIsSent] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const resend = async () => {
    setIsBusy(true);
    const answer = await client
      .mutate({ mutation: RequestEmailVerificationDocument })
      .then(({ data }) => data?.requestEmailVerification)
      .catch(() => undefined);
    setIsBusy(false);
    if (answer?.__typename === 'EmailAlreadyVerified') return updateViewer({ emailVerified: true });
    if (answer?.__typename === 'RequestEmailVerificationSuccess') return setIsSent(true);
    setFailure(answer === undefined ? UNREACHABLE : failureOf(answer));
  };
  if (failure !== undefined) return <FailureNotice failure={failure} />;
  return (
    <Notice
      tone="attention"
      title="Please confirm your email address"
      action={
        !isSent && (
          <Button variant="default" size="sm" loading={isBusy} onClick={() => void resend()}>
            Resend email
          </Button>
        )
      }
    >
      {isSent
        ? `We’ve sent another link to ${email}. It expires in three days.`
        : `We’ve emailed a link to ${email}.`}
    </Notice>
  );
}
