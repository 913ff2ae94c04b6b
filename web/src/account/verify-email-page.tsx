import { Button } from '@mantine/core';
import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { VerifyEmailDocument } from '../generated/graphql.js';
import { Notice } from '../shared/notice.js';
import { tokenIn } from './account-rules.js';
import { AccountForm, AccountScreen } from './account-screen.js';
import { updateViewer, useSession } from './session.js';
import { failureOf, UNREACHABLE, useForm } from './use-form.js';

/**
 * The page that a verification mail links to. It waits for a click: mail scanners follow links and must not use up the
 * token.
 */
export function VerifyEmailPage() {
  const client = useApolloClient();
  const session = useSession();
  const token = tokenIn(useLocation().hash);
  const [verified, setVerified] = useState<string>();
  const form = useForm({
    initial: {},
    check: () => ({}),
    send: async () => {
      const { data } = await client.mutate({
        mutation: VerifyEmailDocument,
        variables: { input: { token } },
      });
      const answer = data?.verifyEmail;
      if (answer === undefined) return UNREACHABLE;
      if (answer.__typename !== 'VerifyEmailSuccess') return failureOf(answer);
      updateViewer({ emailVerified: true });
      setVerified(answer.email);
      return undefined;
    },
  });
  if (verified !== undefined) {
    return (
      <AccountScreen title="Email address confirmed">
        <Notice tone="captured" title={verified}>
          We use this address for your account and your orders.
        </Notice>
        <Button component={Link} to="/" fullWidth>
          Continue shopping
        </Button>
      </AccountScreen>
    );
  }
  const isUnusable = form.failure?.code?.startsWith('TOKEN_') ?? false;
  return (
    <AccountScreen
      title="Confirm your email address"
      lead="One click, and we know that we can reach you."
      foot={
        isUnusable && (
          <Link to={session.kind === 'account' ? '/account' : '/sign-in?next=/account'}>
            Request a new link in your account
          </Link>
        )
      }
    >
      <AccountForm onSubmit={form.submit} failure={form.failure}>
        {!isUnusable && (
          <Button type="submit" loading={form.isBusy} fullWidth>
            Confirm address
          </Button>
        )}
      </AccountForm>
    </AccountScreen>
  );
}
