import { Button } from '@mantine/core';
import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { VerifyEmailDocument } from '../generated/graphql.js';
import { Notice } from '../shared/notice.js';
import { tokenIn } from './account-rules.js';
import { AccountForm, AccountScreen } from './account-screen.js';
import { learnViewer, useSession } from './session.js';
import { failureOf, UNREACHABLE, useForm } from './use-form.js';

/**
 * Where the link of a verification mail leads. It waits for a click: programs that look at mails follow their links, and
 * they must not use them up.
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
      learnViewer({ emailVerified: true });
      setVerified(answer.email);
      return undefined;
    },
  });
  if (verified !== undefined) {
    return (
      <AccountScreen title="Your address is confirmed">
        <Notice tone="captured" title={verified}>
          Receipts and news of your orders go there.
        </Notice>
        <Button component={Link} to="/" fullWidth>
          Go to the shop
        </Button>
      </AccountScreen>
    );
  }
  const isDead = form.failure?.code?.startsWith('TOKEN_') ?? false;
  return (
    <AccountScreen
      title="Confirm your address"
      lead="One click, and we know that our mails reach you."
      foot={
        isDead && (
          <Link to={session.kind === 'account' ? '/account' : '/sign-in?next=/account'}>
            Ask for a new link in your account
          </Link>
        )
      }
    >
      <AccountForm onSubmit={form.submit} failure={form.failure}>
        {!isDead && (
          <Button type="submit" loading={form.isBusy} fullWidth>
            Confirm address
          </Button>
        )}
      </AccountForm>
    </AccountScreen>
  );
}
