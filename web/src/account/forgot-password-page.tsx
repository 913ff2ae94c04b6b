import { Button, TextInput } from '@mantine/core';
import { useApolloClient } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { RequestPasswordResetDocument } from '../generated/graphql.js';
import { Notice } from '../shared/notice.js';
import { emailFault, faultsOf } from './account-rules.js';
import { AccountForm, AccountScreen } from './account-screen.js';
import { failureOf, UNREACHABLE, useForm } from './use-form.js';

export function ForgotPasswordPage() {
  const client = useApolloClient();
  const [sentTo, setSentTo] = useState<string>();
  const form = useForm({
    initial: { email: '' },
    check: ({ email }) => faultsOf({ email: emailFault(email) }),
    send: async ({ email }) => {
      const input = { email: email.trim() };
      const { data } = await client.mutate({ mutation: RequestPasswordResetDocument, variables: { input } });
      const answer = data?.requestPasswordReset;
      if (answer === undefined) return UNREACHABLE;
      if (answer.__typename !== 'RequestPasswordResetSuccess') return failureOf(answer);
      setSentTo(answer.email);
      return undefined;
    },
  });
  const foot = <Link to="/sign-in">Back to sign-in</Link>;
  if (sentTo !== undefined) {
    return (
      <AccountScreen title="Check your inbox" foot={foot}>
        <Notice tone="waiting" title={`If ${sentTo} has an account, we’ve emailed a link to it.`}>
          The link expires in one hour. If it doesn’t arrive within a few minutes, check your spam folder and
          the address.
        </Notice>
        <Button variant="default" onClick={() => setSentTo(undefined)}>
          Use another address
        </Button>
      </AccountScreen>
    );
  }
  return (
    <AccountScreen title="Forgot your password?" lead="We’ll email you a link to reset it." foot={foot}>
      <AccountForm onSubmit={form.submit} failure={form.failure}>
        <TextInput {...form.field('email')} type="email" label="Email" autoComplete="username" />
        <Button type="submit" loading={form.isBusy} fullWidth>
          Send reset link
        </Button>
      </AccountForm>
    </AccountScreen>
  );
}
