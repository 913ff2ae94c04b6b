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
  const foot = <Link to="/sign-in">Back to signing in</Link>;
  if (sentTo !== undefined) {
    return (
      <AccountScreen title="Look into your mailbox" foot={foot}>
        <Notice tone="waiting" title={`If ${sentTo} has an account, a mail is on its way.`}>
          Its link is good for one hour. If nothing comes within a few minutes, look among the unwanted mails,
          or check the address.
        </Notice>
        <Button variant="default" onClick={() => setSentTo(undefined)}>
          Use another address
        </Button>
      </AccountScreen>
    );
  }
  return (
    <AccountScreen
      title="Forgot your password?"
      lead="We mail you a link with which to choose a new one."
      foot={foot}
    >
      <AccountForm onSubmit={form.submit} failure={form.failure}>
        <TextInput {...form.field('email')} type="email" label="E-mail" autoComplete="username" />
        <Button type="submit" loading={form.isBusy} fullWidth>
          Mail me a link
        </Button>
      </AccountForm>
    </AccountScreen>
  );
}
