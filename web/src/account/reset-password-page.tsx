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

/** The page that a password-reset mail links to. */
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
      // The API ended every session of the account, including this browser's.
      becomeGuest();
      setDoneFor(answer.email);
      return undefined;
    },
  });
  if (doneFor !== undefined) {
    return (
      <AccountScreen title="Password changed">
        <Notice tone="captured" title="You can now sign in with your new password.">
          We’ve signed you out on all devices.
        </Notice>
        <Button component={Link} to={`/sign-in?email=${encodeURIComponent(doneFor)}`} fullWidth>
          Sign in
        </Button>
      </AccountScreen>
    );
  }
  const isUnusable = form.failure?.code?.startsWith('TOKEN_') ?? false;
  return (
    <AccountScreen
      title="Choose a new password"
      lead="Changing it signs you out on all devices."
      foot={isUnusable && <Link to="/forgot-password">Request a new link</Link>}
    >
      <AccountForm onSubmit={form.submit} failure={form.failure}>
        <PasswordInput
          {...form.field('newPassword')}
          label="New password"
          description="At least 10 characters. A short phrase works well."
          autoComplete="new-password"
        />
        <Button type="submit" loading={form.isBusy} fullWidth>
          Change password
        </Button>
      </AccountForm>
    </AccountScreen>
  );
}
