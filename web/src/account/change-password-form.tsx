import { Button, PasswordInput } from '@mantine/core';
import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { ChangePasswordDocument } from '../generated/graphql.js';
import { Notice } from '../shared/notice.js';
import styles from './account-page.module.css';
import { faultsOf, newPasswordFault } from './account-rules.js';
import { AccountForm } from './account-screen.js';
import { failureOf, UNREACHABLE, useForm } from './use-form.js';

export function ChangePasswordForm({ email }: { readonly email: string }) {
  const client = useApolloClient();
  const [endedSessions, setEndedSessions] = useState<number>();
  const form = useForm({
    initial: { currentPassword: '', newPassword: '' },
    check: ({ currentPassword, newPassword }) =>
      faultsOf({
        currentPassword: currentPassword === '' ? 'Enter your current password.' : undefined,
        newPassword: newPasswordFault(newPassword),
      }),
    send: async (input) => {
      setEndedSessions(undefined);
      const { data } = await client.mutate({ mutation: ChangePasswordDocument, variables: { input } });
      const answer = data?.changePassword;
      if (answer === undefined) return UNREACHABLE;
      if (answer.__typename === 'WrongCredentials') {
        return { ...failureOf(answer), title: 'Your current password is incorrect.' };
      }
      if (answer.__typename !== 'ChangePasswordSuccess') return failureOf(answer);
      setEndedSessions(answer.endedSessions);
      form.clear();
      return undefined;
    },
  });
  return (
    <section className={styles.section} aria-labelledby="password-heading">
      <h2 id="password-heading">Password</h2>
      {endedSessions !== undefined && (
        <Notice tone="captured" title="Password changed">
          {endedSessions === 0
            ? 'You weren’t signed in anywhere else.'
            : 'We’ve signed you out on your other devices.'}
        </Notice>
      )}
      <AccountForm onSubmit={form.submit} failure={form.failure}>
        {/* Password managers store the new password under this user name. */}
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <PasswordInput
          {...form.field('currentPassword')}
          label="Current password"
          autoComplete="current-password"
        />
        <PasswordInput
          {...form.field('newPassword')}
          label="New password"
          description="At least 10 characters. A short phrase works well."
          autoComplete="new-password"
        />
        <Button type="submit" variant="default" loading={form.isBusy} className={styles.action}>
          Change password
        </Button>
      </AccountForm>
    </section>
  );
}
