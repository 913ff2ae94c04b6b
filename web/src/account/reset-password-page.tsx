import { Button, PasswordInput } from '@mantine/core';
import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { ResetPasswordDocument } from '../generated/graphql.js';
import { Notice } from '../shared/notice.js';
import { faultsOf, newPasswordFault, tokenIn } from './account-rules.js';
import { AccountForm, AccountScreen } from './account-screen.js';
import { becomeGuest } from './session.js';
import { failureOf, UNREACHABLE, useForm } from './use-form.js';

/** Where the link of a reset mail leads. */
export function ResetPasswordPage() {
  const client = useApolloClient();
  const token = tokenIn(useLocation().hash);
  const [doneFor, setDoneFor] = useState<string>();
  const form = useForm({
    initial: { newPassword: '' },
    check: ({ newPassword }) => faultsOf({ newPassword: newPasswordFault(newPassword) }),
    send: async ({ newPassword }) => {
      const input = { token, newPassword };
      const { data } = await client.mutate({ mutation: ResetPasswordDocument, variables: { input } });
      const answer = data?.resetPassword;
      if (answer === undefined) return UNREACHABLE;
      if (answer.__typename !== 'ResetPasswordSuccess') return failureOf(answer);
      // Every session of the account is over, this browser's too.
      becomeGuest();
      setDoneFor(answer.email);
      return undefined;
    },
  });
  if (doneFor !== undefined) {
    return (
      <AccountScreen title="Your password is changed">
        <Notice tone="captured" title="The new password is good from now on.">
          All devices were signed out.
        </Notice>
        <Button component={Link} to={`/sign-in?email=${encodeURIComponent(doneFor)}`} fullWidth>
          Sign in
        </Button>
      </AccountScreen>
    );
  }
  const isDead = form.failure?.code?.startsWith('TOKEN_') ?? false;
  return (
    <AccountScreen
      title="Choose a new password"
      lead="All devices are signed out when it is changed."
      foot={isDead && <Link to="/forgot-password">Ask for a new link</Link>}
    >
      <AccountForm onSubmit={form.submit} failure={form.failure}>
        <PasswordInput
          {...form.field('newPassword')}
          label="New password"
          description="At least 10 characters; a few words are good."
          autoComplete="new-password"
        />
        <Button type="submit" loading={form.isBusy} fullWidth>
          Change the password
        </Button>
      </AccountForm>
    </AccountScreen>
  );
}
