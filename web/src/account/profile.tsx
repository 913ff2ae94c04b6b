import { Button } from '@mantine/core';
import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { RequestEmailVerificationDocument, type ViewerPartsFragment } from '../generated/graphql.js';
import { CheckIcon } from '../shared/icons.js';
import { Notice } from '../shared/notice.js';
import styles from './account-page.module.css';
import { FailureNotice } from './account-screen.js';
import { learnViewer } from './session.js';
import { failureOf, UNREACHABLE, type Failure } from './use-form.js';

/** Who it is, and whether mails reach them. */
export function Profile({ viewer }: { readonly viewer: ViewerPartsFragment }) {
  return (
    <section className={styles.section} aria-labelledby="profile-heading">
      <h2 id="profile-heading">Profile</h2>
      <dl className={styles.facts}>
        <dt>Name</dt>
        <dd>{viewer.displayName}</dd>
        <dt>E-mail</dt>
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
  const ask = async () => {
    setIsBusy(true);
    const answer = await client
      .mutate({ mutation: RequestEmailVerificationDocument })
      .then(({ data }) => data?.requestEmailVerification)
      .catch(() => undefined);
    setIsBusy(false);
    if (answer?.__typename === 'EmailAlreadyVerified') return learnViewer({ emailVerified: true });
    if (answer?.__typename === 'RequestEmailVerificationSuccess') return setIsSent(true);
    setFailure(answer === undefined ? UNREACHABLE : failureOf(answer));
  };
  if (failure !== undefined) return <FailureNotice failure={failure} />;
  return (
    <Notice
      tone="attention"
      title="Please confirm your address"
      action={
        !isSent && (
          <Button variant="default" size="sm" loading={isBusy} onClick={() => void ask()}>
            Send the mail again
          </Button>
        )
      }
    >
      {isSent
        ? `A mail to ${email} is on its way. Its link is good for three days.`
        : `We mailed a link to ${email}.`}
    </Notice>
  );
}
