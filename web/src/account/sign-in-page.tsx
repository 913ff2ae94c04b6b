import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core';
import { useApolloClient } from '@apollo/client/react';
import { Link, Navigate, useLocation, useNavigate, useSearchParams } from 'react-router';
import { SignInDocument } from '../generated/graphql.js';
import { emailFault, faultsOf, nextPath } from './account-rules.js';
import { AccountForm, AccountScreen } from './account-screen.js';
import { ProviderButton } from './oidc/provider-button.js';
import { becomeSignedIn, useSession } from './session.js';
import { failureOf, UNREACHABLE, useForm } from './use-form.js';

export function SignInPage() {
  const client = useApolloClient();
  const navigate = useNavigate();
  const session = useSession();
  const { search } = useLocation();
  const [params] = useSearchParams();
  const next = nextPath(params.get('next'));
  const form = useForm({
    initial: { email: params.get('email') ?? '', password: '' },
    check: ({ email, password }) =>
      faultsOf({
        email: emailFault(email),
        password: password === '' ? 'Enter your password.' : undefined,
      }),
    send: async ({ email, password }) => {
      const input = { email: email.trim(), password };
      const answer = (await client.mutate({ mutation: SignInDocument, variables: { input } })).data?.signIn;
      if (answer === undefined) return UNREACHABLE;
      if (answer.__typename !== 'SignInSuccess') return failureOf(answer);
      becomeSignedIn(answer);
      await navigate(next, { replace: true });
      return undefined;
    },
  });
  if (session.kind === 'account') return <Navigate to={next} replace />;
  return (
    <AccountScreen
      title="Sign in"
      foot={
        <p>
          No account yet? <Link to={{ pathname: '/register', search }}>Create one</Link>
        </p>
      }
    >
      <AccountForm onSubmit={form.submit} failure={form.failure}>
        <TextInput {...form.field('email')} type="email" label="Email" autoComplete="username" />
        <PasswordInput {...form.field('password')} label="Password" autoComplete="current-password" />
        <Button type="submit" loading={form.isBusy} fullWidth>
          Sign in
        </Button>
        <Anchor component={Link} to="/forgot-password" size="sm" ta="center">
          Forgot your password?
        </Anchor>
      </AccountForm>
      <ProviderButton next={next} />
    </AccountScreen>
  );
}
