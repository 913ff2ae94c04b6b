import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useApolloClient } from '@apollo/client/react';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { RegisterDocument } from '../generated/graphql.js';
import { emailFault, faultsOf, newPasswordFault, nextPath } from './account-rules.js';
import { AccountForm, AccountScreen } from './account-screen.js';
import { becomeSignedIn } from './session.js';
import { failureOf, UNREACHABLE, useForm } from './use-form.js';

export function RegisterPage() {
  const client = useApolloClient();
  const navigate = useNavigate();
  const { search } = useLocation();
  const [params] = useSearchParams();
  const requested = params.get('next');
  const form = useForm({
    initial: { displayName: '', email: params.get('email') ?? '', password: '' },
    check: ({ displayName, email, password }) =>
      faultsOf({
        displayName: displayName.trim() === '' ? 'Enter your name.' : undefined,
        email: emailFault(email),
        password: newPasswordFault(password),
      }),
    send: async ({ displayName, email, password }) => {
      const input = { displayName: displayName.trim(), email: email.trim(), password };
      const { data } = await client.mutate({ mutation: RegisterDocument, variables: { input } });
      const answer = data?.register;
      if (answer === undefined) return UNREACHABLE;
      if (answer.__typename !== 'SignInSuccess') return failureOf(answer);
      becomeSignedIn(answer);
      await navigate(requested === null ? '/account' : nextPath(requested), { replace: true });
      return undefined;
    },
  });
  return (
    <AccountScreen
      title="Create account"
      lead="Your orders in one place, on every device."
      foot={
        <p>
          Already have an account? <Link to={{ pathname: '/sign-in', search }}>Sign in</Link>
        </p>
      }
    >
      <AccountForm onSubmit={form.submit} failure={form.failure}>
        <TextInput {...form.field('displayName')} label="Name" autoComplete="name" />
        <TextInput {...form.field('email')} type="email" label="Email" autoComplete="username" />
        <PasswordInput
          {...form.field('password')}
          label="Password"
          description="At least 10 characters. A short phrase works well."
          autoComplete="new-password"
        />
        <Button type="submit" loading={form.isBusy} fullWidth>
          Create account
        </Button>
      </AccountForm>
    </AccountScreen>
  );
}
